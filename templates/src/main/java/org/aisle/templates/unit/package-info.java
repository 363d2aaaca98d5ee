/**
 * Which units exist, how does a quantity move from one to another, and how is a length of time
 * told?
 */
@NullMarked
package org.aisle.templates.unit;

import org.jspecify.annotations.NullMarked;
