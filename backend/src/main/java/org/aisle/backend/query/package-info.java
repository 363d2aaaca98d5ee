/** What may be asked of the history, and how is the answer shaped? */
@NullMarked
package org.aisle.backend.query;

import org.jspecify.annotations.NullMarked;
