/** The distribution centre: parcels on belts, and the cameras that read their labels. */
@NullMarked
package org.aisle.sim.distribution;

import org.jspecify.annotations.NullMarked;
