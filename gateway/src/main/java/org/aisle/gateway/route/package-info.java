/** Which steps does a message pass between its arrival and its delivery? */
@NullMarked
package org.aisle.gateway.route;

import org.jspecify.annotations.NullMarked;
