/** What a vendor's bytes mean. */
@NullMarked
package org.aisle.templates.decode;

import org.jspecify.annotations.NullMarked;
