/** The store: its customers and tills, the air of its zones, and the devices that watch them. */
@NullMarked
package org.aisle.sim.store;

import org.jspecify.annotations.NullMarked;
