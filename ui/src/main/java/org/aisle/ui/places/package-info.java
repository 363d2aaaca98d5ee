/** Where are an app's geofences, and who draws them? */
@NullMarked
package org.aisle.ui.places;

import org.jspecify.annotations.NullMarked;
