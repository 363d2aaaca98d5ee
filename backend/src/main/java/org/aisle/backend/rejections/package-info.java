/** Which messages were refused, and why? */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package org.aisle.backend.rejections;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
