/** Which rules are in force, what would a changed one have done, and who is told? */
@NullMarked
package org.aisle.ui.rules;

import org.jspecify.annotations.NullMarked;
