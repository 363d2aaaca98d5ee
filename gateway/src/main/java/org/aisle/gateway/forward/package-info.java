/** How do deliveries leave a gateway that has no store of its own? */
@NullMarked
package org.aisle.gateway.forward;

import org.jspecify.annotations.NullMarked;
