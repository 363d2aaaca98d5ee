/** How does a physical asset behave, given a seed and a time? */
@NullMarked
package org.aisle.sim.world;

import org.jspecify.annotations.NullMarked;
