/** What a kind of device can say and do, and which columns that becomes. */
@NullMarked
package org.aisle.templates.definition;

import org.jspecify.annotations.NullMarked;
