/** How does a person read and print in which condition something was? */
@NullMarked
package org.aisle.ui.report;

import org.jspecify.annotations.NullMarked;
