/** Which gateways run on their own, how does one join, and what must it know? */
@ApplicationModule(allowedDependencies = "registry")
@NullMarked
package org.aisle.backend.gateways;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
