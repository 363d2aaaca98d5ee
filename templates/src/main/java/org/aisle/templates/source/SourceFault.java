package org.aisle.templates.source;

/**
 * Something that keeps a file from being read.
 *
 * @param code stable, in kebab-case ({@code duplicate-key})
 * @param sentence what is wrong
 * @param cure what to do about it
 */
public record SourceFault(String code, Spot spot, String sentence, String cure) {}
