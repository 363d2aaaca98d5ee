/** How many messages does it take in, how soon, and at what cost? */
@NullMarked
package org.aisle.sim.bench;

import org.jspecify.annotations.NullMarked;
