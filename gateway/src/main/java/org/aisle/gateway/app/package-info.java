/** How is a gateway assembled, started and stopped? */
@NullMarked
package org.aisle.gateway.app;

import org.jspecify.annotations.NullMarked;
