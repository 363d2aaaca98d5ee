/** How does a gateway join a server, and what of its registry does it keep? */
@NullMarked
package org.aisle.gateway.enrolment;

import org.jspecify.annotations.NullMarked;
