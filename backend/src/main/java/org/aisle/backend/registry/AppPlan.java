package org.aisle.backend.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An app as somebody wants it; nothing in it was checked. What is null is as the template and the
 * server have it.
 *
 * @param template the id of an app template, or null for an empty app
 * @param zone an IANA time zone
 * @param simulate which of the template's simulated devices come along; null for all
 * @param history how much of the past they make up, as an ISO 8601 duration like P7D
 */
public record AppPlan(
    @Nullable String id,
    @Nullable String name,
    @Nullable String template,
    @Nullable String zone,
    @Nullable Simulate simulate,
    @Nullable String history,
    @Nullable ThemeChoice theme) {

  /** The template as it is. */
  public static AppPlan of(String id, String name, @Nullable String template) {
    return new AppPlan(id, name, template, null, null, null, null);
  }

  /**
   * Either so many of each kind, the first ones of the template, or single devices.
   *
   * @param kinds how many of each device template, by its name; of others none
   * @param devices ids of simulated devices
   */
  public record Simulate(
      @Nullable Map<String, @Nullable Integer> kinds, @Nullable List<@Nullable String> devices) {}
}
