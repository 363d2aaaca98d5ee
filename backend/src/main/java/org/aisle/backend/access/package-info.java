/** Who may do what? */
@ApplicationModule(allowedDependencies = "registry")
@NullMarked
package org.aisle.backend.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
