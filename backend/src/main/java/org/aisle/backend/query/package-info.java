/** What may be asked of the history, and how is the answer shaped? */
@ApplicationModule(allowedDependencies = {"rollup", "timeseries"})
@NullMarked
package org.aisle.backend.query;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
