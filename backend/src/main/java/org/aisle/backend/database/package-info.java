/** Which PostgreSQL holds the data, and how is it started and stopped? */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.aisle.backend.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
