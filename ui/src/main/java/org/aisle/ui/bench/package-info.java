/** How fast is a whole server on this machine? */
@NullMarked
package org.aisle.ui.bench;

import org.jspecify.annotations.NullMarked;
