package org.aisle.templates.picture;

/**
 * Why a picture is refused.
 *
 * @param line from 1; 1 where the picture is not text
 * @param column from 1
 * @param sentence what was found, and what to do
 */
public record PictureFault(String code, int line, int column, String sentence) {}
