/** How is a history drawn: as lines, as states along time, as a small trend? */
@NullMarked
package org.aisle.ui.chart;

import org.jspecify.annotations.NullMarked;
