package org.aisle.templates.place;

/**
 * What is wrong with a shape.
 *
 * @param code stable: {@code place.position}, {@code place.radius}, {@code place.corners}, {@code
 *     place.corner-repeated}, {@code place.no-area}, {@code place.crosses-itself}, {@code
 *     place.date-line}, {@code place.line}, {@code place.width}
 * @param sentence what is wrong and what to do
 */
public record ShapeFault(String code, String sentence) {}
