/** How is the server assembled? */
@ApplicationModule(allowedDependencies = "access")
@NullMarked
package org.aisle.backend.app;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
