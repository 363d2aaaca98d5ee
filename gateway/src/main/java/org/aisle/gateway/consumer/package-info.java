/** How are queued messages taken from a broker and acknowledged only once they are durable? */
@NullMarked
package org.aisle.gateway.consumer;

import org.jspecify.annotations.NullMarked;
