/** What a gateway must know of the registry to let clients in and decode what they say. */
@NullMarked
package org.aisle.templates.directory;

import org.jspecify.annotations.NullMarked;
