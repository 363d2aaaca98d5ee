/**
 * How is a history drawn: as lines, columns, rings, hours of days, states along time, small trends?
 */
@NullMarked
package org.aisle.ui.chart;

import org.jspecify.annotations.NullMarked;
