/** How is the all-in-one server put together, started and stopped? */
@NullMarked
package org.aisle.ui.server;

import org.jspecify.annotations.NullMarked;
