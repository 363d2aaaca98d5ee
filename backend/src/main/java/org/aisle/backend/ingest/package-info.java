/** How does a delivery become durable exactly once? */
@NullMarked
package org.aisle.backend.ingest;

import org.jspecify.annotations.NullMarked;
