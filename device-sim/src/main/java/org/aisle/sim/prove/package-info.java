/** Is everything that was acknowledged stored once, whatever happened to the processes between? */
@NullMarked
package org.aisle.sim.prove;

import org.jspecify.annotations.NullMarked;
