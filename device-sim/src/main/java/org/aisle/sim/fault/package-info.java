/** What goes wrong, when, and what does that change? */
@NullMarked
package org.aisle.sim.fault;

import org.jspecify.annotations.NullMarked;
