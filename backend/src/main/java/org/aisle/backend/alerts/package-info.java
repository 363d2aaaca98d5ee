/** Who must look at what, since when, and who has? */
@ApplicationModule(allowedDependencies = {"evaluation", "registry"})
@NullMarked
package org.aisle.backend.alerts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
