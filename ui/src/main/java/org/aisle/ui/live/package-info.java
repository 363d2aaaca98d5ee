/** How do open pages learn that readings were stored and alerts changed? */
@NullMarked
package org.aisle.ui.live;

import org.jspecify.annotations.NullMarked;
