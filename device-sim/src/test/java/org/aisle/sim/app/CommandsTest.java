package org.aisle.sim.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.aisle.sim.fleet.FleetStatus;
import org.aisle.sim.publish.BrokerAddress;
import org.aisle.sim.publish.FileLedger;
import org.aisle.sim.publish.LedgerEntry;
import org.aisle.sim.publish.TestBroker;
import org.aisle.sim.replay.Recordings;
import org.aisle.templates.settings.SettingsFile;
import org.aisle.templates.tls.Trust;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {

  @TempDir static Path shared;
  private static TestBroker broker;

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws Exception {
    broker = new TestBroker(shared);
  }

  @AfterAll
  static void stop() throws Exception {
    broker.close();
  }

  private static Surroundings surroundings(Map<String, String> environment) {
    return new Surroundings(
        InstantSource.system(), environment::get, () -> false, stop -> () -> {});
  }

  private int run(Object command, Object... arguments) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(Stream.of(arguments).map(String::valueOf).toArray(String[]::new));
  }

  private int replay(Object... arguments) {
    return run(
        new ReplayCommand(surroundings(Map.of("AISLE_DEVICE_PASSWORD", TestBroker.PASSWORD))),
        arguments);
  }

  private static List<TestBroker.Arrived> from(String client) {
    return broker.arrived().stream().filter(a -> a.client().equals(client)).toList();
  }

  private static String mqtt() {
    return broker.address().host() + ":" + broker.address().port();
  }

  @Test
  void a_replay_publishes_every_row_and_the_ledger_agrees() throws Exception {
    Path ledger = folder.resolve("ledger");
    int status =
        replay(
            Recordings.fridgeWeek(),
            "--app",
            "shop",
            "--device",
            "fridge",
            "--map",
            "fridge-week",
            "--mqtt",
            mqtt(),
            "--batch",
            20,
            "--ledger",
            ledger);
    assertThat(status).as(err.toString()).isZero();
    assertThat(out.toString()).contains("597 rows: 597 sent, 597 acknowledged, 0 rejected");
    assertThat(from("fridge@shop")).hasSize(30);
    try (FileLedger written = FileLedger.open(ledger);
        Stream<LedgerEntry> entries = written.acknowledged()) {
      assertThat(entries.map(LedgerEntry::payloadHash))
          .containsExactlyInAnyOrderElementsOf(
              from("fridge@shop").stream().map(a -> LedgerEntry.hash(a.payload())).toList());
    }
  }

  @Test
  void a_replay_with_a_bad_row_tells_its_line_and_fails() throws Exception {
    Path file = folder.resolve("bad.csv");
    Files.writeString(
        file, "time,humidity\n2024-01-01T00:00:00Z,40\nyesterday,41\n2024-01-01T02:00:00Z,42\n");
    int status =
        replay(file, "--app", "shop", "--device", "bad", "--map", "fridge-week", "--mqtt", mqtt());
    assertThat(status).isEqualTo(1);
    assertThat(out.toString()).contains("3 rows: 2 sent, 2 acknowledged, 1 rejected", "line 3");
    assertThat(from("bad@shop")).hasSize(2);
  }

  @Test
  void wrong_usage_is_one_sentence_and_status_2() {
    assertThat(replay("x.csv", "--app", "shop", "--device", "d", "--map", "no-such-map"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("There is no map no-such-map");
    assertThat(
            run(
                new ReplayCommand(surroundings(Map.of())),
                "x.csv",
                "--app",
                "shop",
                "--device",
                "d",
                "--map",
                "xdk"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("AISLE_DEVICE_PASSWORD");
  }

  @Test
  void a_missing_file_is_one_sentence_and_status_1() {
    assertThat(replay("no.csv", "--app", "shop", "--device", "d", "--map", "xdk")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines("There is no file no.csv; check the path.\n");
  }

  @Test
  void a_fleet_runs_for_its_duration_through_a_gateway() throws Exception {
    Path credentials = Files.writeString(folder.resolve("c"), "store-1," + TestBroker.PASSWORD);
    int status =
        run(
            new SimCommand(surroundings(Map.of())),
            "--app",
            "shop",
            "--devices",
            30,
            "--mqtt",
            mqtt(),
            "--credentials",
            credentials,
            "--gateway",
            "store-1",
            "--history",
            "PT1H",
            "--duration",
            "PT1H");
    assertThat(status).as(err + "\n" + out).isZero();
    assertThat(from("store-1@shop").stream().map(TestBroker.Arrived::topic).distinct())
        .hasSize(30)
        .allMatch(topic -> topic.startsWith("telemetry/shop/cooler-"));
  }

  @Test
  void a_settings_file_says_what_the_command_line_does_not() throws Exception {
    Path credentials = Files.writeString(folder.resolve("c"), "store-2," + TestBroker.PASSWORD);
    Path settings =
        Files.writeString(
            folder.resolve("sim.yaml"),
            """
            app: shop
            devices: 5
            mqtt: nowhere.example.org:1
            credentials: %s
            gateway: store-2
            history: PT1H
            duration: PT1H
            health-port: 0
            """
                .formatted(credentials));
    int status =
        run(new SimCommand(surroundings(Map.of())), "--config", settings, "--mqtt", mqtt());
    assertThat(status).as(err + "\n" + out).isZero();
    assertThat(from("store-2@shop").stream().map(TestBroker.Arrived::topic).distinct()).hasSize(5);
    assertThat(out.toString()).contains("How it is doing: http://127.0.0.1:");
  }

  @Test
  void a_setting_that_is_unknown_is_refused_and_the_document_s_are_not() throws Exception {
    Path settings = Files.writeString(folder.resolve("sim.yaml"), "app: shop\ndevice: 5\n");
    assertThat(run(new SimCommand(surroundings(Map.of())), "--config", settings)).isEqualTo(2);
    assertThat(err.toString()).contains("line 2", "Did you mean devices?");
    String document = Files.readString(Path.of("..", "docs", "production.md"));
    int begin = document.indexOf("```yaml\n", document.indexOf("<!-- tested: sim -->")) + 8;
    Files.writeString(settings, document.substring(begin, document.indexOf("```", begin)));
    assertThat(SettingsFile.read(settings, SimSettings.NAMES))
        .isInstanceOfSatisfying(
            SettingsFile.Outcome.Read.class,
            read -> assertThat(read.settings()).containsEntry("health-port", "9465"));
    assertThat(new CommandLine(new SimCommand()).getCommandSpec().optionsMap().keySet())
        .containsAll(SimSettings.NAMES.names().stream().map(name -> "--" + name).toList());
  }

  @Test
  void over_tls_an_address_has_another_port_and_needs_authorities_that_can_be_read() {
    assertThat(BrokerAddress.parse("ssl://aisle.example.org", Trust.system()).orElseThrow().port())
        .isEqualTo(8883);
    assertThat(BrokerAddress.parse("aisle.example.org", Trust.system()).orElseThrow())
        .isEqualTo(new BrokerAddress("aisle.example.org", 1883));
    assertThat(
            replay(
                "x.csv", "--app", "shop", "--device", "d", "--map", "xdk", "--ca", "/no-such-file"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("tls.file-unusable: /no-such-file can't be read");
  }

  @Test
  void a_fleet_tells_how_it_is_doing_on_loopback() throws Exception {
    AtomicReference<FleetStatus> fleet =
        new AtomicReference<>(
            new FleetStatus(3, 1, 0, 5, 4, 1, Optional.empty(), List.of("No broker."), false));
    try (SimHealth health = SimHealth.start(0, fleet::get);
        HttpClient http = HttpClient.newHttpClient()) {
      assertThat(get(http, health, "health").statusCode()).isEqualTo(503);
      assertThat(get(http, health, "health").body()).contains("waiting", "No broker.");
      fleet.set(new FleetStatus(3, 1, 1, 5, 4, 1, Optional.empty(), List.of(), false));
      assertThat(get(http, health, "health").statusCode()).isEqualTo(200);
      assertThat(get(http, health, "metrics").body())
          .contains(
              "aisle_sim_messages_acknowledged_total 4\n", "# TYPE aisle_sim_devices gauge\n");
      assertThat(get(http, health, "other").statusCode()).isEqualTo(404);
    }
  }

  private static HttpResponse<String> get(HttpClient http, SimHealth health, String path)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health.port() + "/" + path))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void passwords_come_as_csv_or_json() throws Exception {
    Map<String, String> expected = Map.of("a", "1", "b", "2");
    List<String> files =
        List.of(
            "device,password\na,1\nb,2\n",
            "a@shop,1\nb,2\n",
            "{\"a\":\"1\",\"b\":\"2\"}",
            "[{\"id\":\"a\",\"credentials\":{\"username\":\"a@shop\",\"password\":\"1\"}},"
                + "{\"device\":\"b\",\"password\":\"2\"}]");
    for (String content : files) {
      Path file = Files.writeString(folder.resolve("passwords"), content);
      assertThat(Passwords.all(file)).isEqualTo(expected);
    }
  }

  @Test
  void a_wrong_password_ends_the_replay_with_a_sentence_and_where_to_go_on() throws Exception {
    int status =
        run(
            new ReplayCommand(surroundings(Map.of("AISLE_DEVICE_PASSWORD", "guess"))),
            Recordings.fridgeWeek(),
            "--app",
            "shop",
            "--device",
            "thief",
            "--map",
            "fridge-week",
            "--mqtt",
            mqtt());
    assertThat(status).isEqualTo(1);
    assertThat(out.toString())
        .contains("check the credentials", "--from-sample 1", "0 acknowledged")
        .doesNotContain("guess");
    assertThat(from("thief@shop")).isEmpty();
  }

  @Test
  void help_explains_every_option() {
    assertThat(replay("--help")).isZero();
    assertThat(run(new SimCommand(surroundings(Map.of())), "--help")).isZero();
    assertThat(out.toString()).contains("--shift-to-now", "--history", "Exit status");
  }
}
