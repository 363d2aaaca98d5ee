/** What travels between gateway and backend, with the receipt that is called once it is durable. */
@NullMarked
package org.aisle.templates.wire;

import org.jspecify.annotations.NullMarked;
