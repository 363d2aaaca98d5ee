/** Where do devices connect, who is let in, and what may each of them say and hear? */
@NullMarked
package org.aisle.gateway.broker;

import org.jspecify.annotations.NullMarked;
