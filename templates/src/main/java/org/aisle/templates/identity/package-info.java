/** Who or what is meant: apps, devices and the names they may have. */
@NullMarked
package org.aisle.templates.identity;

import org.jspecify.annotations.NullMarked;
