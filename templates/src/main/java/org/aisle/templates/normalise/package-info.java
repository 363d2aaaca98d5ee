/** What do decoded samples mean for this device template? */
@NullMarked
package org.aisle.templates.normalise;

import org.jspecify.annotations.NullMarked;
