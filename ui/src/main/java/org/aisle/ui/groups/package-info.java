/** Which device groups are there, whom does each mean, and what names it? */
@NullMarked
package org.aisle.ui.groups;

import org.jspecify.annotations.NullMarked;
