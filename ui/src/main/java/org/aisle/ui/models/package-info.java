/** What does each kind of device say, and how does it become its next version? */
@NullMarked
package org.aisle.ui.models;

import org.jspecify.annotations.NullMarked;
