/** In which ways a step may refuse a message, and what the reader should do about it. */
@NullMarked
package org.aisle.templates.outcome;

import org.jspecify.annotations.NullMarked;
