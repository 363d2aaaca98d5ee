/** Which names do other programs rely on? */
@ApplicationModule(
    allowedDependencies = {
      "access",
      "alerts",
      "evaluation",
      "exchange",
      "gateways",
      "imports",
      "models",
      "notification",
      "query",
      "registry",
      "rejections",
      "report",
      "rules"
    })
@NullMarked
package org.aisle.backend.rest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
