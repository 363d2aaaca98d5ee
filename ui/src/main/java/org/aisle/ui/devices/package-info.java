/** What devices does an app have, how is each doing, and how is one connected? */
@NullMarked
package org.aisle.ui.devices;

import org.jspecify.annotations.NullMarked;
