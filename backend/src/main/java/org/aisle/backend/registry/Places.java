package org.aisle.backend.registry;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/**
 * The geofences of an app. A place is where it is said to be now, for readings of all times: what
 * is stored is judged anew when one moves. {@code by} is the person or token that asks.
 * Thread-safe.
 */
public interface Places {

  /** Somebody saved another revision, removed it, or created one of this id. */
  Set<String> CONFLICTS =
      Set.of("place.revision-conflict", "place.removed-conflict", "place.exists");

  /** By name. */
  List<StoredPlace> all(AppId app);

  Optional<StoredPlace> find(AppId app, String id);

  /**
   * For each of them everything that is wrong with it in this app; none for one that may be put.
   */
  List<List<Problem>> check(AppId app, List<Place> places);

  /**
   * Creates or replaces it. Saving what is stored already changes nothing. Refused with all faults.
   *
   * @param replaces the revision that was read before it was changed, 0 for none; refused as a
   *     conflict when another one is stored; null replaces any
   */
  Outcome<StoredPlace> put(AppId app, Place place, @Nullable Integer replaces, String by);

  /** Puts all of them or, when anything is wrong with any of them, none. */
  Outcome<List<StoredPlace>> putAll(AppId app, List<Place> places, String by);

  /** What refers to it. */
  List<PlaceUse> uses(AppId app, String id);

  /**
   * Refused while something refers to it. Empty when there is no such place.
   *
   * @param replaces as of {@link #put}
   * @param history whether to forget, too, that assets stood there once; else that refuses it
   */
  Optional<Outcome<StoredPlace>> remove(
      AppId app, String id, @Nullable Integer replaces, boolean history, String by);
}
