/** Which names do other programs rely on? */
@NullMarked
package org.aisle.backend.rest;

import org.jspecify.annotations.NullMarked;
