/** Which messages were refused, and why? */
@NullMarked
package org.aisle.backend.rejections;

import org.jspecify.annotations.NullMarked;
