/** The glass-door beverage cooler: its heat, its compressor, and the people who open its door. */
@NullMarked
package org.aisle.sim.cooler;

import org.jspecify.annotations.NullMarked;
