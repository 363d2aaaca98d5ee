/** Who may do what? */
@NullMarked
package org.aisle.backend.access;

import org.jspecify.annotations.NullMarked;
