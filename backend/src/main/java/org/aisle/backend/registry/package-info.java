/** Which things exist, where they are, and who speaks for whom? */
@NullMarked
package org.aisle.backend.registry;

import org.jspecify.annotations.NullMarked;
