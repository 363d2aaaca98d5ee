/** What does a process's settings file say, and is every word of it one that the process knows? */
@NullMarked
package org.aisle.templates.settings;

import org.jspecify.annotations.NullMarked;
