/** What does one device say about one instant, and how is that written as a payload? */
@NullMarked
package org.aisle.sim.sample;

import org.jspecify.annotations.NullMarked;
