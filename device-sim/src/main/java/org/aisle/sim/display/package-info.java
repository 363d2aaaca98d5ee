/** How does a promotional display travel, and what do beacon gateways make of it? */
@NullMarked
package org.aisle.sim.display;

import org.jspecify.annotations.NullMarked;
