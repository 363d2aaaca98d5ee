/** Is a picture that somebody sent what its name says, and can it do nothing but be looked at? */
@NullMarked
package org.aisle.templates.picture;

import org.jspecify.annotations.NullMarked;
