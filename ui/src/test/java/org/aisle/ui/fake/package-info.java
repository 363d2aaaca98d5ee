/** A backend in memory with a fleet of coolers, for tests of pages. */
@NullMarked
package org.aisle.ui.fake;

import org.jspecify.annotations.NullMarked;
