/** How are simulation and replay started from a command line? */
@NullMarked
package org.aisle.sim.app;

import org.jspecify.annotations.NullMarked;
