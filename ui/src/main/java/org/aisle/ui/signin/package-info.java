/** Who may see the web application, and how they prove who they are. */
@NullMarked
package org.aisle.ui.signin;

import org.jspecify.annotations.NullMarked;
