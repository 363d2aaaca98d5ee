/** Which tiles an operator's dashboard holds, with no widget in sight. */
@NullMarked
package org.aisle.templates.dashboard;

import org.jspecify.annotations.NullMarked;
