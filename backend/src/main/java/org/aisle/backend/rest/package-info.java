/** Which names do other programs rely on? */
@ApplicationModule(allowedDependencies = {"access", "query", "registry", "rejections"})
@NullMarked
package org.aisle.backend.rest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
