/** How does a recording of a real device become messages? */
@NullMarked
package org.aisle.sim.replay;

import org.jspecify.annotations.NullMarked;
