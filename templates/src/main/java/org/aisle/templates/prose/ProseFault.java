package org.aisle.templates.prose;

/**
 * Something in a text that is shown as plain text.
 *
 * @param line in the text, from 1
 * @param sentence what was found, and what to do
 */
public record ProseFault(int line, String sentence) {}
