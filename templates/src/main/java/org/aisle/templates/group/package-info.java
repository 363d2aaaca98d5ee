/** Which devices does a saved query mean? */
@NullMarked
package org.aisle.templates.group;

import org.jspecify.annotations.NullMarked;
