package org.aisle.templates.group;

/**
 * Something wrong with a query.
 *
 * @param column where, from 1
 * @param code stable ({@code group.property-unknown})
 * @param sentence what is wrong and what to do
 */
public record GroupFault(int column, String code, String sentence) {}
