package org.aisle.backend.notification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/** The destinations of an app and what became of what was sent there. Thread-safe. */
public interface Destinations {

  /** By name. */
  List<Destination> all(AppId app);

  Optional<Destination> find(AppId app, String id);

  /**
   * Creates or replaces it; a new webhook gets a random signing secret, which is shown this once.
   */
  Outcome<Saved> put(AppId app, Destination destination);

  boolean remove(AppId app, String id);

  /** Sends a sample notification now and says what came of it. */
  Outcome<String> test(AppId app, String id);

  /** What waits, was sent and failed; newest first, at most {@code limit}. */
  List<Dispatch> dispatches(AppId app, @Nullable Status status, int limit);

  /** Tries a dead letter again from now on. */
  Outcome<Dispatch> again(AppId app, long id);

  /**
   * @param secret of a new webhook; null for others
   */
  record Saved(Destination destination, @Nullable String secret) {}

  /** What became of one. */
  enum Status {
    WAITING,
    SENT,
    DEAD
  }

  /**
   * One notification to one destination.
   *
   * @param alerts what it is about
   * @param failure the last one: a code and a sentence; null when there was none
   */
  record Dispatch(
      long id,
      String destination,
      Status status,
      List<Long> alerts,
      String subject,
      Instant createdAt,
      Instant nextAt,
      int attempts,
      @Nullable String failure) {
    public Dispatch {
      alerts = List.copyOf(alerts);
    }
  }
}
