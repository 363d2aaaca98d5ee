/** What does a text in Markdown say, in headings, paragraphs, lists and links and nothing else? */
@NullMarked
package org.aisle.templates.prose;

import org.jspecify.annotations.NullMarked;
