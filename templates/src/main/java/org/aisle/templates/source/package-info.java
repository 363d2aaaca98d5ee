/** What does a file that somebody wrote say, where, and which word was meant? */
@NullMarked
package org.aisle.templates.source;

import org.jspecify.annotations.NullMarked;
