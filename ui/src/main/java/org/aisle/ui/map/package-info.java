/** Where are places and devices, drawn on a map? */
@NullMarked
package org.aisle.ui.map;

import org.jspecify.annotations.NullMarked;
