/** Which assets are there, what is known of them, and which devices were attached when? */
@NullMarked
package org.aisle.ui.assets;

import org.jspecify.annotations.NullMarked;
