package org.aisle.backend.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.rule.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of an app and what people do with them. Thread-safe. {@code by} is the person or token
 * that asks. Every change is kept as an {@link AlertEvent} and announced by {@link AlertsChanged}.
 */
public interface Alerts {

  List<Alert> find(AppId app, AlertQuery query);

  /** How many {@link #find} would return without a limit. */
  long count(AppId app, AlertQuery query);

  /** Of those that last and are not shelved; every severity has an entry. */
  Map<Severity, Long> open(AppId app);

  Optional<Alert> find(AppId app, long id);

  /** Oldest first. */
  List<AlertEvent> history(AppId app, long id);

  /**
   * Acknowledges all of them that last and are not acknowledged; others are left as they are. An
   * unknown id refuses the whole.
   */
  Outcome<List<Alert>> acknowledge(AppId app, Set<Long> ids, String by, @Nullable String comment);

  /** Nobody when {@code assignee} is null. */
  Outcome<Alert> assign(AppId app, long id, @Nullable String assignee, String by);

  Outcome<Alert> comment(AppId app, long id, String text, String by);

  /** Hides it from the open ones until then, at most a year; null ends that at once. */
  Outcome<Alert> shelve(AppId app, long id, @Nullable Instant until, String by);

  /** Only of alerts that were cleared or are momentary. */
  Outcome<Alert> close(AppId app, long id, @Nullable String comment, String by);
}
