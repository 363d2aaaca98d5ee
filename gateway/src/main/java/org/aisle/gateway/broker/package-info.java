/**
 * Where do devices connect, who is let in, what may each of them say and hear, and what when there
 * is no room to keep it?
 */
@NullMarked
package org.aisle.gateway.broker;

import org.jspecify.annotations.NullMarked;
