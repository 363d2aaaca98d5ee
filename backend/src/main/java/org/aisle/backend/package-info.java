/** The headless server: registry, ingest, store, queries and REST. */
@NullMarked
package org.aisle.backend;

import org.jspecify.annotations.NullMarked;
