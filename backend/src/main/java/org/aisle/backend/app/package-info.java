/** How is the server assembled? */
@NullMarked
package org.aisle.backend.app;

import org.jspecify.annotations.NullMarked;
