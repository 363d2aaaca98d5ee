/** Where in a file does each value stand? */
@NullMarked
package org.aisle.templates.source;

import org.jspecify.annotations.NullMarked;
