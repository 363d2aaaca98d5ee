package org.aisle.templates.dtdl;

import org.jspecify.annotations.Nullable;

/**
 * A command as a form shows it, not checked.
 *
 * @param displayName in the model's first language, or null for none
 * @param request what it is sent with, or null for nothing
 * @param response what comes back, or null for nothing but that it was done
 */
public record CommandDraft(
    String name,
    @Nullable String displayName,
    @Nullable String description,
    @Nullable Payload request,
    @Nullable Payload response) {

  /**
   * What goes along.
   *
   * @param schema the name of a primitive schema, or a schema as JSON
   */
  public record Payload(String name, String schema) {}
}
