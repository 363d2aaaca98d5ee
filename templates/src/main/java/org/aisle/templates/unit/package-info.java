/** Which units exist and how a quantity moves from one to another. */
@NullMarked
package org.aisle.templates.unit;

import org.jspecify.annotations.NullMarked;
