/** In which condition was something over a time, and can it be proven? */
@ApplicationModule(allowedDependencies = {"alerts", "evaluation", "query", "registry", "rules"})
@NullMarked
package org.aisle.backend.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
