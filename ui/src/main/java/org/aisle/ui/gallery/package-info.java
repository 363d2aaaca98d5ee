/**
 * Which apps exist on this server, and how is one made, dressed, copied, carried away and removed?
 */
@NullMarked
package org.aisle.ui.gallery;

import org.jspecify.annotations.NullMarked;
