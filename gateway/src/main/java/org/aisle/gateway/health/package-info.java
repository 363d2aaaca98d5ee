/** How is this gateway doing, and who can ask? */
@NullMarked
package org.aisle.gateway.health;

import org.jspecify.annotations.NullMarked;
