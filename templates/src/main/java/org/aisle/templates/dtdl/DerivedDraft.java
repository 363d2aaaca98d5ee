package org.aisle.templates.dtdl;

import org.jspecify.annotations.Nullable;

/**
 * A derived field as a form shows it: what an interface's own entry says, not checked.
 *
 * @param displayName in the model's first language, or null for none
 * @param schema the name of a primitive schema, or a schema as JSON
 * @param derivation as JSON: {@code {"kind": "minutesWhile", "condition": "air > 7", "period":
 *     "day"}}
 * @param every a duration in ISO 8601, or null for the usual one
 * @param gap a duration in ISO 8601, or null for the usual one
 */
public record DerivedDraft(
    String name,
    @Nullable String displayName,
    @Nullable String description,
    String schema,
    @Nullable String semanticType,
    @Nullable String unit,
    String derivation,
    @Nullable String every,
    @Nullable String gap) {}
