package org.aisle.backend.models;

import org.jspecify.annotations.Nullable;

/**
 * What publishing a draft would do to something else.
 *
 * @param code stable, dotted: {@code rule.condition-name}, {@code model.field-removed}
 * @param where a name for people: a dashboard's title and tile, a rule's name, a property's path
 * @param id of the dashboard, rule, story or group, or null for other things
 * @param weight how bad it is
 * @param sentence what happens and what to do about it
 */
public record Consequence(
    Kind kind, String code, String where, @Nullable String id, Weight weight, String sentence) {

  /** What is hit. */
  public enum Kind {
    DASHBOARD,
    RULE,
    STORY,
    GROUP,
    PROPERTY,
    FIELD,
    DEVICES
  }

  /** How bad it is. */
  public enum Weight {
    /** Stops working; published only when that is said to be meant. */
    BREAKS,
    /** Good to know, and no reason to ask. */
    NOTE
  }
}
