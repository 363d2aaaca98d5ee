package org.aisle.sim.replay;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One row or object of a recording. */
sealed interface Row {

  /** The line where it begins, from 1. */
  long line();

  /**
   * What it says.
   *
   * @param group the message to which it belonged when it was recorded
   * @param fields by source name; what is absent or empty is not among them
   */
  record Fields(long line, long group, Map<String, JsonNode> fields) implements Row {}

  /** It could not be read; {@code sentence} says why. */
  record Broken(long line, String sentence) implements Row {}
}
