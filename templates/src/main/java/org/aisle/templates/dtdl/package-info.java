/** How a device's description is read from and written to DTDL. */
@NullMarked
package org.aisle.templates.dtdl;

import org.jspecify.annotations.NullMarked;
