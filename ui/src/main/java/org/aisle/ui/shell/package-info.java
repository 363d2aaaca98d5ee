/** What surrounds every page: navigation, colours, titles, and calm pages when something failed. */
@NullMarked
package org.aisle.ui.shell;

import org.jspecify.annotations.NullMarked;
