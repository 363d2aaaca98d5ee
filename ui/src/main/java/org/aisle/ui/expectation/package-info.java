/** Do the stories of an app template end with the alerts that it promises? */
@NullMarked
package org.aisle.ui.expectation;

import org.jspecify.annotations.NullMarked;
