/** When are readings forgotten? */
@ApplicationModule(allowedDependencies = {"registry", "timeseries"})
@NullMarked
package org.aisle.backend.retention;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
