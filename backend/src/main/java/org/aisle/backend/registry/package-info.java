/** Which things exist, where they are, and who speaks for whom? */
@ApplicationModule(allowedDependencies = "timeseries")
@NullMarked
package org.aisle.backend.registry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
