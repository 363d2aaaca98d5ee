/** What a ready-made retail application contains. */
@NullMarked
package org.aisle.templates.app;

import org.jspecify.annotations.NullMarked;
