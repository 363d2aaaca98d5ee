/** What arrived, from whom, about which device, and when? */
@NullMarked
package org.aisle.gateway.message;

import org.jspecify.annotations.NullMarked;
