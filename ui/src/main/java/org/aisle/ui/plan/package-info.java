/** Where do things stand on the plan of a floor? */
@NullMarked
package org.aisle.ui.plan;

import org.jspecify.annotations.NullMarked;
