/** What is known of the things that devices are attached to? */
@NullMarked
package org.aisle.templates.asset;

import org.jspecify.annotations.NullMarked;
