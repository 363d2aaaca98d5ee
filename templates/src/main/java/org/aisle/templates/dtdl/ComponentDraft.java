package org.aisle.templates.dtdl;

import org.jspecify.annotations.Nullable;

/**
 * A component as a form shows it, not checked.
 *
 * @param displayName in the model's first language, or null for none
 * @param schema the id of its interface, which stands in the same text
 */
public record ComponentDraft(
    String name, @Nullable String displayName, @Nullable String description, String schema) {}
