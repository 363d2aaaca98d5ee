package org.aisle.sim.prove;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.aisle.sim.world.RandomStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a device of the proof measured. Its values are a function of the run's seed, the device and
 * the reading's number, so that nothing but numbers needs to be remembered to know what must be
 * stored.
 *
 * @param note a field that the template does not know
 */
record ProbeReading(
    long number,
    Instant observedAt,
    @Nullable Double temperature,
    long pulses,
    boolean doorOpen,
    String label,
    @Nullable Double latitude,
    @Nullable Double longitude,
    @Nullable Long note) {

  static final String TEMPLATE = "Probe";
  static final String TABLE = "probe";
  static final String MODEL =
      """
      {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:org:aisle:proof:Probe;1",
       "@type": "Interface", "displayName": "Probe", "contents": [
        {"@type": "Telemetry", "name": "temperature", "schema": "double"},
        {"@type": "Telemetry", "name": "pulses", "schema": "long"},
        {"@type": "Telemetry", "name": "doorOpen", "schema": "boolean"},
        {"@type": "Telemetry", "name": "label", "schema": "string"},
        {"@type": "Telemetry", "name": "position", "schema": "geopoint"}]}
      """;

  private static final Instant BEGIN = Instant.parse("2026-06-01T00:00:00Z");
  private static final List<String> LABELS =
      List.of("aisle 4", "Kühlung", "\"quoted\"", "back\\slash", "snow ☃ and 🧊", "tab\there", "");

  /**
   * The reading of that number.
   *
   * @param clock how far the device's clock was off when it measured, a whole number of days
   */
  static ProbeReading of(long seed, String device, int number, Duration clock) {
    RandomStream random = RandomStream.of(seed, device, "reading", Integer.toString(number));
    boolean warm = random.chance(0.9);
    double temperature = random.uniform(-40, 80);
    long pulses = (long) random.uniform(-4e18, 4e18);
    boolean open = random.chance(0.5);
    String label = LABELS.get((int) random.uniform(0, LABELS.size()));
    boolean placed = random.chance(0.3);
    double latitude = random.uniform(-90, 90);
    double longitude = random.uniform(-180, 180);
    boolean noted = random.chance(0.2);
    long note = (long) random.uniform(0, 1e15);
    return new ProbeReading(
        number,
        observedAt(number, clock),
        warm ? temperature : null,
        pulses,
        open,
        label,
        placed ? latitude : null,
        placed ? longitude : null,
        noted ? note : null);
  }

  /**
   * One reading a second of event time. The microseconds keep readings apart whose clocks differ by
   * days: a day has 86,400 seconds, which is no multiple of 1,000.
   */
  static Instant observedAt(int number, Duration clock) {
    return BEGIN.plusSeconds(number).plus(clock).plusNanos(number % 1_000 * 1_000L);
  }

  /** The sample as the device API takes it. */
  String json() {
    StringBuilder json = new StringBuilder(200);
    json.append("{\"ts\":\"").append(observedAt).append("\",\"seq\":").append(number);
    if (temperature != null) {
      json.append(",\"temperature\":").append(temperature);
    }
    json.append(",\"pulses\":").append(pulses).append(",\"doorOpen\":").append(doorOpen);
    json.append(",\"label\":").append(JsonMapper.shared().writeValueAsString(label));
    if (latitude != null) {
      json.append(",\"position\":{\"lat\":").append(latitude);
      json.append(",\"lon\":").append(longitude).append('}');
    }
    if (note != null) {
      json.append(",\"note\":").append(note);
    }
    return json.append('}').toString();
  }
}
