/** How are values, their units, their ages and their standing written for people? */
@NullMarked
package org.aisle.ui.format;

import org.jspecify.annotations.NullMarked;
