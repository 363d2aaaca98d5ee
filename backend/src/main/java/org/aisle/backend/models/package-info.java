/** How does a device template become its next version, and what would that break? */
@ApplicationModule(allowedDependencies = {"registry", "rules"})
@NullMarked
package org.aisle.backend.models;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
