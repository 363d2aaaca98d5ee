/** How does a dashboard description become a page that moves? */
@NullMarked
package org.aisle.ui.dashboard;

import org.jspecify.annotations.NullMarked;
