package org.aisle.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.aisle.sim.sample.Sample;
import org.aisle.templates.reading.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {

  private static final RecordingMap SIMPLE =
      Recordings.ready(
          MapReader.parse(
              """
              time: {from: t, format: epoch-seconds}
              fields:
                temperature: {from: temp, unit: degreeFahrenheit, to: degreeCelsius}
                light: {from: mlx, unit: millilux, to: lux}
                door.open: {from: open, type: boolean}
                note: {from: note, type: text}
                location: {geopoint: [lat, lon, alt]}
              """
                  .getBytes(StandardCharsets.UTF_8)));

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("recording"), content);
  }

  private List<Recorded> read(String content) throws Exception {
    return Recordings.rows(file(content), SIMPLE);
  }

  private static Sample sample(Recorded row) {
    return switch (row) {
      case Recorded.Mapped mapped -> mapped.sample();
      case Recorded.Rejected no -> throw new AssertionError(no.sentence());
    };
  }

  private static String sentence(Recorded row) {
    return switch (row) {
      case Recorded.Rejected no -> no.sentence();
      case Recorded.Mapped mapped -> throw new AssertionError("mapped: " + mapped);
    };
  }

  @Test
  void the_week_of_a_fridge_has_597_samples_of_four_values() throws Exception {
    List<Recorded> rows = Recordings.rows(Recordings.fridgeWeek(), Recordings.map("fridge-week"));
    assertThat(rows).hasSize(597).allSatisfy(row -> assertThat(sample(row).values()).hasSize(4));
    assertThat(sample(rows.getFirst()).observedAt())
        .isEqualTo(Instant.parse("2024-07-25T08:28:19.384086Z"));
    assertThat(sample(rows.getFirst()).values())
        .isEqualTo(
            Map.of(
                "probe1Temperature", new Value.Num(7.3),
                "probe2Temperature", new Value.Num(8.1),
                "probe3Temperature", new Value.Num(4.2),
                "humidity", new Value.Num(79.5)));
    assertThat(rows.getLast().line()).isEqualTo(598);
  }

  @Test
  void a_thrown_parcel_first_has_all_fields_and_then_only_acceleration() throws Exception {
    List<Recorded> rows =
        Recordings.rows(Recordings.external("xdk-rough-handling.jsonl"), Recordings.map("xdk"));
    assertThat(rows).noneMatch(Recorded.Rejected.class::isInstance);
    assertThat(sample(rows.getFirst()).values())
        .isEqualTo(
            Map.of(
                "temperature", new Value.Num(29.851),
                "humidity", new Value.Num(23),
                "light", new Value.Num(550.08),
                "acceleration", new Value.Vec(-0.015, -0.005, 0.987),
                "rotation", new Value.Vec(0.732, -0.549, -5.612),
                "magnetic", new Value.Vec(-42, 0, -83)));
    assertThat(sample(rows.getLast()).values())
        .isEqualTo(Map.of("acceleration", new Value.Vec(-0.048, 0.084, 0.981)));
    assertThat(rows.getLast().line()).isEqualTo(953);
  }

  @Test
  void zipped_arrays_without_separators_are_read_to_the_end() throws Exception {
    List<Recorded> rows =
        Recordings.rows(Recordings.external("xdk-transport-by-car.json.gz"), Recordings.map("xdk"));
    assertThat(rows).hasSizeGreaterThan(5000).noneMatch(Recorded.Rejected.class::isInstance);
    assertThat(sample(rows.getLast()).values())
        .containsEntry("light", new Value.Num(79257.6))
        .containsEntry("temperature", new Value.Num(23.301));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "t,temp\n1,212\n2,32\n",
        "\ufefft;temp\r\n1;212\r\n2;32\r\n",
        "t\ttemp\n1\t212\n\n2\t32",
        "{\"t\":1,\"temp\":212}\n{\"t\":2,\"temp\":32}\n",
        "[{\"t\":1,\"temp\":212},{\"t\":2,\"temp\":32}]",
        "[{\"t\":1,\"temp\":212}][{\"t\":2,\"temp\":32}]",
        "[\n {\"t\":1,\n \"temp\":212},\n {\"t\":2,\"temp\":32}\n]\n",
        "{\"t\":1,\"temp\":212}{\"t\":2,\"temp\":32}",
        "{\"t\":\"1\",\"temp\":\"212\"}\n\n[{\"t\":2.0,\"temp\":32}]\n"
      })
  void every_way_of_writing_gives_the_same_samples_plain_and_zipped(String text) throws Exception {
    Path plain = file(text);
    Path zipped = folder.resolve("zipped");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    for (Path file : List.of(plain, zipped)) {
      List<Sample> samples =
          Recordings.rows(file, SIMPLE).stream().map(RecordingTest::sample).toList();
      assertThat(samples).extracting(Sample::observedAt).containsExactly(at(1), at(2));
      assertThat(samples)
          .extracting(s -> s.values().get("temperature"))
          .containsExactly(new Value.Num(100), new Value.Num(0));
    }
  }

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  @Test
  void rows_that_cannot_be_mapped_are_told_with_their_lines_and_the_others_arrive()
      throws Exception {
    List<Recorded> rows =
        read(
            """
            t,temp,lat,lon
            1,20,,
            2,warm,,
            ,20,,
            4,20,91,0
            5,20,52,
            6,20
            7,,,
            8,1e999,,
            9,20,,
            """);
    assertThat(rows.stream().filter(Recorded.Rejected.class::isInstance).map(Recorded::line))
        .containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(sentence(rows.get(1))).contains("temp is not a number");
    assertThat(sentence(rows.get(2))).contains("time field t is missing");
    assertThat(sentence(rows.get(3))).contains("location");
    assertThat(sentence(rows.get(5))).contains("2 columns", "4");
    assertThat(sentence(rows.get(6))).contains("None of the mapped fields");
    assertThat(sample(rows.get(8)).observedAt()).isEqualTo(at(9));
  }

  @Test
  void a_broken_line_does_not_hide_the_next_one() throws Exception {
    List<Recorded> rows =
        read(
            "{\"t\":1,\"temp\":1}\n{\"t\":2,\n17\n[{\"t\":4,\"temp\":1},5]\n{\"t\":6,\"temp\":1}\n");
    assertThat(rows).extracting(Recorded::line).containsExactly(1L, 2L, 3L, 4L, 4L, 5L);
    assertThat(rows.stream().filter(Recorded.Mapped.class::isInstance)).hasSize(3);
  }

  @Test
  void a_file_cut_short_gives_what_is_whole_and_one_rejection() throws Exception {
    Path whole = folder.resolve("whole");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      text.append("[{\"t\":").append(i * 7919L % 100_003).append(",\"temp\":1}]");
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length / 2));
    List<Recorded> rows = Recordings.rows(cut, SIMPLE);
    assertThat(rows).hasSizeGreaterThan(100);
    assertThat(rows.getLast()).isInstanceOf(Recorded.Rejected.class);
    assertThat(rows.stream().filter(Recorded.Rejected.class::isInstance)).hasSize(1);
  }

  @Test
  void values_of_every_kind_are_mapped() throws Exception {
    Sample sample =
        sample(read("t,mlx,open,note,lat,lon,alt\n1.5,79257600,yes,007,52.5,13.4,34\n").getFirst());
    assertThat(sample.observedAt()).isEqualTo(Instant.ofEpochMilli(1500));
    assertThat(sample.values())
        .isEqualTo(
            Map.of(
                "light", new Value.Num(79257.6),
                "door.open", new Value.Flag(true),
                "note", new Value.Text("007"),
                "location", new Value.Geo(52.5, 13.4, 34.0)));
  }

  @Test
  void unmapped_fields_are_left_out_and_told_or_kept() throws Exception {
    Path file = file("{\"t\":1,\"mlx\":1,\"more\":{\"b\":1}}\n{\"t\":2,\"mlx\":1,\"n\":3}\n");
    Recording strict = Recording.open(file, SIMPLE);
    try (var samples = strict.samples()) {
      assertThat(samples).allSatisfy(s -> assertThat(s.extra()).isEmpty());
    }
    assertThat(strict.leftOut()).containsExactlyInAnyOrder("more", "n");
    RecordingMap keeping =
        new RecordingMap(
            SIMPLE.time(),
            SIMPLE.timeFormat(),
            SIMPLE.seq(),
            SIMPLE.targets(),
            SIMPLE.ignored(),
            true);
    try (var samples = Recording.open(file, keeping).samples()) {
      assertThat(samples.toList().getFirst().extra())
          .isEqualTo(Map.of("more", new Value.Tree("{\"b\":1}")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "t",
        "\"",
        "[",
        "{",
        "[[[[",
        "t,t\n1,2\n",
        "t,temp\n\"1,2\n3,4\n",
        "\0\0\0",
        "{\"t\":1e400,\"temp\":1}"
      })
  void no_file_makes_the_reader_fail(String content) throws Exception {
    assertThat(read(content)).noneMatch(Recorded.Mapped.class::isInstance);
  }
}
