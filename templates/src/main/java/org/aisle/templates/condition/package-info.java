/** What does a condition over a template's fields say, and is it well formed? */
@NullMarked
package org.aisle.templates.condition;

import org.jspecify.annotations.NullMarked;
