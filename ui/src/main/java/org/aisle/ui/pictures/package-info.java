/** How does somebody bring a picture for an app's dashboards? */
@NullMarked
package org.aisle.ui.pictures;

import org.jspecify.annotations.NullMarked;
