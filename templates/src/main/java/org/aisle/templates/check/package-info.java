/** Is an app template complete, consistent and proven by its own examples? */
@NullMarked
package org.aisle.templates.check;

import org.jspecify.annotations.NullMarked;
