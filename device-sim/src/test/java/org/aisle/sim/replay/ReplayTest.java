package org.aisle.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.aisle.sim.publish.ConnectionState;
import org.aisle.sim.publish.DevicePublisher;
import org.aisle.sim.publish.InMemoryLedger;
import org.aisle.sim.publish.OutgoingMessage;
import org.aisle.sim.publish.PublishOutcome;
import org.aisle.sim.sample.SampleKey;
import org.aisle.templates.identity.DeviceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

  private static final DeviceRef DEVICE = DeviceRef.of("shop", "fridge");
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-05-01T00:00:00Z"));

  @TempDir Path folder;
  private final Taker broker = new Taker();
  private final InMemoryLedger ledger = new InMemoryLedger();

  /** Takes everything at once, except messages that {@code refusing} counts. */
  private static final class Taker implements DevicePublisher {
    private final List<OutgoingMessage> taken = new ArrayList<>();
    private int refuseAfter = Integer.MAX_VALUE;
    private Runnable afterEach = () -> {};

    @Override
    public CompletableFuture<PublishOutcome> publish(OutgoingMessage message) {
      taken.add(message);
      afterEach.run();
      return CompletableFuture.completedFuture(
          taken.size() > refuseAfter
              ? new PublishOutcome.Refused("Not this one.")
              : new PublishOutcome.Acknowledged());
    }

    @Override
    public int window() {
      return 4;
    }

    @Override
    public ConnectionState state() {
      return new ConnectionState.Connected();
    }

    @Override
    public void close() {}

    private List<Instant> times() {
      return taken.stream().flatMap(m -> m.samples().stream()).map(SampleKey::observedAt).toList();
    }
  }

  private Replay replay(Path file, String map, ReplaySettings settings) throws Exception {
    Recording recording = Recording.open(file, Recordings.map(map));
    return new Replay(recording, settings, broker, ledger, NOW, progress -> {});
  }

  private static ReplaySettings settings(
      OptionalDouble speed, boolean shift, int batch, boolean reverse, long from) {
    return new ReplaySettings(DEVICE, speed, shift, OptionalInt.of(batch), reverse, from);
  }

  @Test
  void every_row_of_the_fridge_arrives() throws Exception {
    ReplaySummary summary =
        replay(Recordings.fridgeWeek(), "fridge-week", ReplaySettings.asRecorded(DEVICE)).run();
    assertThat(summary.complete()).isTrue();
    assertThat(summary.acknowledged()).isEqualTo(597);
    assertThat(broker.taken).hasSize(597);
    assertThat(new String(broker.taken.getFirst().payload()))
        .isEqualTo(
            "{\"ts\":\"2024-07-25T08:28:19.384086Z\",\"humidity\":79.5,\"probe1Temperature\":7.3,"
                + "\"probe2Temperature\":8.1,\"probe3Temperature\":4.2}");
    assertThat(ledger.acknowledged()).hasSize(597);
  }

  @Test
  void backwards_in_batches_the_same_samples_arrive() throws Exception {
    replay(Recordings.fridgeWeek(), "fridge-week", ReplaySettings.asRecorded(DEVICE)).run();
    List<Instant> forwards = broker.times();
    broker.taken.clear();
    ReplaySettings backwards = settings(OptionalDouble.empty(), false, 50, true, 1);
    assertThat(replay(Recordings.fridgeWeek(), "fridge-week", backwards).run().complete()).isTrue();
    assertThat(broker.taken).hasSize(12);
    assertThat(broker.times()).isEqualTo(forwards.reversed());
  }

  @Test
  void shifted_the_recording_ends_now() throws Exception {
    ReplaySettings shifted = settings(OptionalDouble.empty(), true, 100, false, 1);
    replay(Recordings.fridgeWeek(), "fridge-week", shifted).run();
    assertThat(broker.times()).isSorted().hasSize(597);
    assertThat(broker.times().getLast()).isEqualTo(NOW.instant());
  }

  @Test
  void at_double_speed_the_shifted_recording_is_never_ahead_of_the_clock() throws Exception {
    Path file = folder.resolve("short.csv");
    Files.writeString(
        file,
        "time,temperature_1\n2024-01-01T00:00:00Z,1\n2024-01-01T00:00:00.100Z,2\n"
            + "2024-01-01T00:00:00.200Z,3\n");
    ReplaySettings fast = settings(OptionalDouble.of(2), true, 1, false, 1);
    replay(file, "fridge-week", fast).run();
    Instant end = NOW.instant().plusMillis(100);
    assertThat(broker.times()).containsExactly(end.minusMillis(200), end.minusMillis(100), end);
  }

  @Test
  void arrays_stay_messages() throws Exception {
    Path file = folder.resolve("arrays.json");
    Files.writeString(
        file,
        "[{\"timestamp\":\"2024-01-01T00:00:00Z\",\"humidity\":1},"
            + "{\"timestamp\":\"2024-01-01T00:00:01Z\",\"humidity\":2}]"
            + "[{\"timestamp\":\"2024-01-01T00:00:02Z\",\"humidity\":3}]");
    replay(file, "xdk", ReplaySettings.asRecorded(DEVICE)).run();
    assertThat(broker.taken).extracting(m -> m.samples().size()).containsExactly(2, 1);
  }

  @Test
  void an_interrupted_replay_says_where_to_go_on_and_nothing_is_missing_then() throws Exception {
    Replay first =
        replay(
            Recordings.fridgeWeek(),
            "fridge-week",
            settings(OptionalDouble.empty(), false, 10, false, 1));
    broker.afterEach =
        () -> {
          if (broker.taken.size() == 20) {
            first.stop();
          }
        };
    ReplaySummary summary = first.run();
    assertThat(summary.complete()).isFalse();
    assertThat(summary.stopped()).isPresent();
    assertThat(summary.resumeFrom()).hasValue(201);
    ReplaySummary rest =
        replay(
                Recordings.fridgeWeek(),
                "fridge-week",
                settings(OptionalDouble.empty(), false, 10, false, 201))
            .run();
    assertThat(rest.complete()).isTrue();
    assertThat(broker.times()).hasSize(597).doesNotHaveDuplicates();
  }

  @Test
  void what_the_broker_refuses_is_not_counted_as_acknowledged() throws Exception {
    broker.refuseAfter = 5;
    ReplaySummary summary =
        replay(
                Recordings.fridgeWeek(),
                "fridge-week",
                settings(OptionalDouble.empty(), false, 100, false, 1))
            .run();
    assertThat(summary.acknowledged()).isEqualTo(500);
    assertThat(summary.refused()).isEqualTo(97);
    assertThat(summary.stopped()).contains("Not this one.");
    assertThat(summary.resumeFrom()).isEqualTo(OptionalLong.of(501));
    assertThat(summary.complete()).isFalse();
  }
}
