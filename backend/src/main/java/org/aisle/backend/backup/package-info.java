/** How is everything that the database holds kept in one file, and brought back? */
@ApplicationModule(allowedDependencies = "timeseries")
@NullMarked
package org.aisle.backend.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
