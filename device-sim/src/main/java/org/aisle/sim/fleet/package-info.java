/** Which devices are simulated, and what do they send when? */
@NullMarked
package org.aisle.sim.fleet;

import org.jspecify.annotations.NullMarked;
