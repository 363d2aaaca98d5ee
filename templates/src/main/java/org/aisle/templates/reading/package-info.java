/** What was observed, when, and what two readings of the same instant become. */
@NullMarked
package org.aisle.templates.reading;

import org.jspecify.annotations.NullMarked;
