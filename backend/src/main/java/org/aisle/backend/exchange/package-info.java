/** How does an app leave this server as a template, and how does one come in? */
@ApplicationModule(allowedDependencies = {"evaluation", "registry", "rules"})
@NullMarked
package org.aisle.backend.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
