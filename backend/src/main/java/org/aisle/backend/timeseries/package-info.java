/** How are readings written once and kept? */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.aisle.backend.timeseries;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
