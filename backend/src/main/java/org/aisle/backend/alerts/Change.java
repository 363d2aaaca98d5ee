package org.aisle.backend.alerts;

import java.util.List;
import org.aisle.backend.alerts.Alert.Silence;
import org.aisle.backend.alerts.Alert.State;
import org.aisle.backend.evaluation.Occurrence;
import org.jspecify.annotations.Nullable;

/** What is to be done so that the stored alerts say what the readings say. */
sealed interface Change {

  List<Told> told();

  /** What people are told of it, in order; nothing when only the evidence is another. */
  record Told(AlertEvent.Kind kind, String sentence) {}

  /** A new alert. */
  record Raised(
      Judgement judgement,
      Occurrence occurrence,
      State state,
      @Nullable Silence silence,
      List<Told> told)
      implements Change {}

  /** The same alert, otherwise. */
  record Changed(
      long id, Occurrence occurrence, State state, @Nullable Silence silence, List<Told> told)
      implements Change {}

  /** It never was. */
  record Withdrawn(long id, List<Told> told) implements Change {}
}
