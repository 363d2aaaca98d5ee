/** How open pages learn that new readings were stored. */
@NullMarked
package org.aisle.ui.live;

import org.jspecify.annotations.NullMarked;
