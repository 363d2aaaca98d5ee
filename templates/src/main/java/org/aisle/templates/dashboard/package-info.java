/** Which tiles a dashboard holds, and for whom, with no widget in sight. */
@NullMarked
package org.aisle.templates.dashboard;

import org.jspecify.annotations.NullMarked;
