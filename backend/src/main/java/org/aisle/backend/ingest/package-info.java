/** How does a delivery become durable exactly once? */
@ApplicationModule(allowedDependencies = {"query", "registry", "rejections", "timeseries"})
@NullMarked
package org.aisle.backend.ingest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
