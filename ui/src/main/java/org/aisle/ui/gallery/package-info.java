/** Which apps exist on this server, and how is a new one made? */
@NullMarked
package org.aisle.ui.gallery;

import org.jspecify.annotations.NullMarked;
