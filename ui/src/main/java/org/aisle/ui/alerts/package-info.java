/** What needs a person's look, why, and who looks? */
@NullMarked
package org.aisle.ui.alerts;

import org.jspecify.annotations.NullMarked;
