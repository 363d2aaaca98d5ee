/** When is a rule's trigger true, as a pure function of readings in event time? */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.aisle.backend.evaluation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
