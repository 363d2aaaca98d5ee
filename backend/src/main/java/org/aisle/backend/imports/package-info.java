/** What does a file of rows ask for, and what became of each row? */
@ApplicationModule(allowedDependencies = "registry")
@NullMarked
package org.aisle.backend.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
