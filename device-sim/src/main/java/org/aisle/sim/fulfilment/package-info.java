/**
 * The micro-fulfilment centre: robotic carriers in a storage structure, and the orders they pick.
 */
@NullMarked
package org.aisle.sim.fulfilment;

import org.jspecify.annotations.NullMarked;
