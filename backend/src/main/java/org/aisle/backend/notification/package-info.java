/** How do people and other systems hear of an alert? */
@ApplicationModule(allowedDependencies = {"alerts", "evaluation", "registry", "rules"})
@NullMarked
package org.aisle.backend.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
