/** How do the gateways of stores join, and how are they doing? */
@NullMarked
package org.aisle.ui.gateways;

import org.jspecify.annotations.NullMarked;
