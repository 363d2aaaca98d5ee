/** A shipment on its way: truck and ship, the air in the hold, and the tracker in it. */
@NullMarked
package org.aisle.sim.logistics;

import org.jspecify.annotations.NullMarked;
