/** How is the company built, and how are its regions and stores doing? */
@NullMarked
package org.aisle.ui.organisations;

import org.jspecify.annotations.NullMarked;
