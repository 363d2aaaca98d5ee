package org.aisle.backend.models;

/**
 * What keeps a draft from being published.
 *
 * @param code stable, dotted: {@code dtdl.unit-unknown}, {@code draft.version-taken}
 * @param path JSON Pointer to what is wrong in the draft's text; empty for the model itself
 * @param line in the draft's text, from 1
 * @param column from 1
 * @param sentence what is wrong and what to do about it
 */
public record ModelProblem(String code, String path, int line, int column, String sentence) {}
