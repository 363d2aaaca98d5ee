/** Do the pages do what people expect of them, in a real browser? */
@NullMarked
package org.aisle.ui.pages;

import org.jspecify.annotations.NullMarked;
