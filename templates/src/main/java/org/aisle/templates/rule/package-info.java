/** What can a rule say? */
@NullMarked
package org.aisle.templates.rule;

import org.jspecify.annotations.NullMarked;
