/** How does a dashboard description become a page that moves, and how do people change it? */
@NullMarked
package org.aisle.ui.dashboard;

import org.jspecify.annotations.NullMarked;
