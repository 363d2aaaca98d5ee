/**
 * Which sockets do clients open, who proves to be who over TLS, and in words what is the matter
 * when that fails?
 */
@NullMarked
package org.aisle.templates.tls;

import org.jspecify.annotations.NullMarked;
