/** How fast are questions to a long history? */
@ApplicationModule(allowedDependencies = {"query", "registry", "rollup", "timeseries"})
@NullMarked
package org.aisle.backend.bench;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
