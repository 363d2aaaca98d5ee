/** How does somebody bring a file of devices or assets? */
@NullMarked
package org.aisle.ui.imports;

import org.jspecify.annotations.NullMarked;
