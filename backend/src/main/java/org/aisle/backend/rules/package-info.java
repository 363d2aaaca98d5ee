/** Which rules are in force, and what do the stored readings say about them? */
@ApplicationModule(
    allowedDependencies = {"alerts", "evaluation", "query", "registry", "timeseries"})
@NullMarked
package org.aisle.backend.rules;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
