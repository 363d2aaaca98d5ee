/** How are readings written once and kept? */
@NullMarked
package org.aisle.backend.timeseries;

import org.jspecify.annotations.NullMarked;
