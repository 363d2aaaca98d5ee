package org.aisle.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The recordings and maps that tests use. */
public final class Recordings {

  private Recordings() {}

  /** A recording that may not be carried with the sources: from the folder AISLE_RECORDINGS. */
  public static Path external(String name) {
    String folder = System.getenv("AISLE_RECORDINGS");
    if (folder == null) {
      assertThat(System.getenv("CI")).as("CI sets AISLE_RECORDINGS").isNotEqualTo("true");
    }
    assumeTrue(folder != null, "AISLE_RECORDINGS is not set");
    return Path.of(folder, name);
  }

  public static Path fridgeWeek() throws Exception {
    return Path.of(Recordings.class.getResource("/samples/fridge-week.csv").toURI());
  }

  public static RecordingMap map(String nameOrFile) {
    return ready(MapReader.find(nameOrFile));
  }

  public static RecordingMap ready(MapReading reading) {
    return switch (reading) {
      case MapReading.Ready ready -> ready.map();
      case MapReading.Invalid invalid ->
          throw new AssertionError(String.join("\n", invalid.problems()));
    };
  }

  static List<Recorded> rows(Path file, RecordingMap map) throws Exception {
    try (Stream<Recorded> rows = Recording.open(file, map).rows()) {
      return rows.toList();
    }
  }
}
