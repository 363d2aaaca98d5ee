/** How does a message reach the broker, and what was acknowledged? */
@NullMarked
package org.aisle.sim.publish;

import org.jspecify.annotations.NullMarked;
