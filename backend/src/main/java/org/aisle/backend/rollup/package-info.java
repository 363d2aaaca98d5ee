/** What is summed up ahead of a question, and is it true? */
@ApplicationModule(allowedDependencies = "timeseries")
@NullMarked
package org.aisle.backend.rollup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
