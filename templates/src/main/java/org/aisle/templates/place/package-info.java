/** Where is a place, and is a position inside it? */
@NullMarked
package org.aisle.templates.place;

import org.jspecify.annotations.NullMarked;
