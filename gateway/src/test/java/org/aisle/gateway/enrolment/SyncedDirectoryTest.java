package org.aisle.gateway.enrolment;

import static org.aisle.gateway.Eventually.until;
import static org.aisle.gateway.enrolment.ScriptedServer.COOLER;
import static org.aisle.gateway.enrolment.ScriptedServer.GATEWAY;
import static org.aisle.gateway.enrolment.ScriptedServer.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aisle.gateway.enrolment.LinkState.Kind;
import org.aisle.templates.directory.DirectoryUnavailableException;
import org.aisle.templates.identity.DeviceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncedDirectoryTest {

  private static final SyncTiming FAST =
      new SyncTiming(Duration.ofSeconds(2), Duration.ofMillis(20), Duration.ofMillis(100));
  private static final byte[] RIGHT = "secret-cooler-1".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private final List<String> told = new CopyOnWriteArrayList<>();

  private final SyncedDirectory.Listener listener =
      new SyncedDirectory.Listener() {
        @Override
        public void withdrawn(DeviceRef device) {
          told.add("withdrawn " + device);
        }

        @Override
        public void uplink(String url) {
          told.add("uplink " + url);
        }

        @Override
        public void link(LinkState state) {
          told.add("link " + state.kind());
        }
      };

  private Identity join(ScriptedServer server) throws IOException {
    try (ServerClient client = new ServerClient(server.address())) {
      return ((Enrolment.Outcome.Joined) Enrolment.join(client, TOKEN, "0.1.0", folder)).identity();
    }
  }

  private SyncedDirectory open(ServerAddress server, Identity identity) {
    return new SyncedDirectory(
        new ServerClient(server),
        identity,
        folder,
        "0.1.0",
        new GuidedClock(InstantSource.system()),
        FAST);
  }

  @Test
  void what_the_server_told_is_kept_for_its_owner_only_and_holds_without_the_server()
      throws Exception {
    Identity identity;
    ServerAddress address;
    try (ScriptedServer server = new ScriptedServer()) {
      address = server.address();
      identity = join(server);
      try (SyncedDirectory directory = open(address, identity)) {
        assertThatThrownBy(() -> directory.authenticate(COOLER, RIGHT))
            .isInstanceOf(DirectoryUnavailableException.class);
        directory.start(listener);
        until("it is connected", () -> directory.link().kind() == Kind.CONNECTED);
        assertThat(directory.authenticate(COOLER, RIGHT)).isTrue();
        assertThat(directory.authenticate(COOLER, new byte[0])).isFalse();
        assertThat(directory.mayActFor(GATEWAY, COOLER)).isTrue();
        assertThat(told).contains("uplink " + ScriptedServer.UPLINK);
      }
    }
    for (String file : List.of("identity", "directory")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
          .isEqualTo("rw-------");
    }
    assertThat(((Identity.Kept.Known) Identity.read(folder)).identity()).isEqualTo(identity);
    assertThat(identity.cameWith(TOKEN)).isTrue();
    assertThat(identity.cameWith(TOKEN + "2")).isFalse();
    told.clear();
    try (SyncedDirectory directory = open(address, identity)) {
      directory.start(listener);
      until("it finds nobody", () -> directory.link().kind() == Kind.UNREACHABLE);
      assertThat(directory.authenticate(COOLER, RIGHT)).isTrue();
      assertThat(directory.device(COOLER)).isPresent();
      assertThat(told).contains("uplink " + ScriptedServer.UPLINK);
      assertThat(directory.link().sentence()).contains("can't be reached", "goes on to hold");
    }
  }

  @Test
  void a_change_arrives_at_once_and_who_may_not_connect_any_more_is_named() throws Exception {
    try (ScriptedServer server = new ScriptedServer();
        SyncedDirectory directory = open(server.address(), join(server))) {
      directory.start(listener);
      until("it is connected", () -> directory.link().kind() == Kind.CONNECTED);
      server.serve("cooler-2");
      until(
          "the new one is known",
          () -> directory.device(DeviceRef.of("demo", "cooler-2")).isPresent());
      until("the old one is named", () -> told.contains("withdrawn cooler-1@demo"));
      assertThat(directory.device(COOLER)).isEmpty();
      assertThat(directory.devices()).contains(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "flipped", "foreign", "empty"})
  void a_damaged_directory_is_told_and_fetched_anew(String damage) throws Exception {
    try (ScriptedServer server = new ScriptedServer()) {
      Identity identity = join(server);
      try (SyncedDirectory first = open(server.address(), identity)) {
        first.start(listener);
        until("it is kept", () -> Files.exists(folder.resolve("directory")));
        until("it is connected", () -> first.link().kind() == Kind.CONNECTED);
      }
      Path file = folder.resolve("directory");
      byte[] bytes = Files.readAllBytes(file);
      switch (damage) {
        case "cut" -> Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        case "flipped" -> {
          bytes[bytes.length - 20] ^= 1;
          Files.write(file, bytes);
        }
        case "foreign" -> Files.writeString(file, "devices: []\n".repeat(20));
        default -> Files.write(file, new byte[0]);
      }
      try (SyncedDirectory again = open(server.address(), identity)) {
        assertThatThrownBy(() -> again.device(COOLER))
            .isInstanceOf(DirectoryUnavailableException.class);
        again.start(listener);
        until("it is fetched", () -> again.link().kind() == Kind.CONNECTED);
        assertThat(again.authenticate(COOLER, RIGHT)).isTrue();
      }
    }
  }

  @Test
  void withdrawn_taken_over_unfit_and_back_again_are_told_and_what_is_known_holds()
      throws Exception {
    try (ScriptedServer server = new ScriptedServer();
        SyncedDirectory directory = open(server.address(), join(server))) {
      directory.start(listener);
      until("it is connected", () -> directory.link().kind() == Kind.CONNECTED);
      server.answer(401, "gateway.credentials-void", "Join anew.");
      until("it is withdrawn", () -> directory.link().kind() == Kind.WITHDRAWN);
      assertThat(directory.link().sentence()).contains("withdrawn", "messages are kept");
      assertThat(directory.link().mayPublish()).isFalse();
      assertThat(directory.authenticate(COOLER, RIGHT)).isTrue();
      server.answer(409, "gateway.taken-over", "Stop this one.");
      until("it is taken over", () -> directory.link().kind() == Kind.TAKEN_OVER);
      server.answer(409, "gateway.protocol-old", "Update the gateway.");
      until("it is unfit", () -> directory.link().kind() == Kind.UNFIT);
      assertThat(directory.link().sentence()).startsWith("Update the gateway.");
      server.answer(503, "database.away", "Try again.");
      until("it waits", () -> directory.link().kind() == Kind.UNREACHABLE);
      server.answerAsUsual();
      until("it is connected again", () -> directory.link().kind() == Kind.CONNECTED);
      assertThat(told)
          .contains("link WITHDRAWN", "link TAKEN_OVER", "link UNFIT", "link CONNECTED");
    }
  }

  @Test
  void a_directory_of_another_version_is_not_used_and_the_one_before_holds() throws Exception {
    try (ScriptedServer server = new ScriptedServer();
        SyncedDirectory directory = open(server.address(), join(server))) {
      directory.start(listener);
      until("it is connected", () -> directory.link().kind() == Kind.CONNECTED);
      server.publish("{\"format\":2}".getBytes(StandardCharsets.UTF_8));
      until("it is unfit", () -> directory.link().kind() == Kind.UNFIT);
      assertThat(directory.link().sentence()).contains("format 2", "same release");
      assertThat(directory.authenticate(COOLER, RIGHT)).isTrue();
    }
  }

  @Test
  void redirects_are_not_followed_and_strangers_are_not_believed() throws Exception {
    try (ScriptedServer server = new ScriptedServer();
        ScriptedServer other = new ScriptedServer();
        SyncedDirectory directory = open(server.address(), join(server))) {
      server.redirect("http://127.0.0.1:" + other.port() + "/api/v1/gateway/directory");
      directory.start(listener);
      until("it is told", () -> directory.link().sentence().contains("redirects"));
      assertThat(other.asked()).isEmpty();
      server.answerAsUsual();
      server.publish("<html>welcome</html>".getBytes(StandardCharsets.UTF_8));
      until("it is not believed", () -> directory.link().kind() == Kind.UNFIT);
    }
  }

  @Test
  void a_token_that_is_refused_is_not_tried_again_and_an_absent_server_is() throws Exception {
    ServerAddress address;
    try (ScriptedServer server = new ScriptedServer()) {
      address = server.address();
      try (ServerClient client = new ServerClient(address)) {
        assertThat(Enrolment.join(client, "wrong", "0.1.0", folder))
            .isEqualTo(new Enrolment.Outcome.Refused("enrolment.token-unknown", "Make a new one."));
        server.answer(409, "gateway.protocol-new", "Update the server.");
        assertThat(Enrolment.join(client, TOKEN, "0.1.0", folder))
            .isEqualTo(new Enrolment.Outcome.Refused("gateway.protocol-new", "Update the server."));
        server.answer(429, "enrolment.throttled", "Wait.");
        assertThat(Enrolment.join(client, TOKEN, "0.1.0", folder))
            .isEqualTo(new Enrolment.Outcome.Unreachable("Wait."));
      }
    }
    try (ServerClient client = new ServerClient(address)) {
      assertThat(Enrolment.join(client, TOKEN, "0.1.0", folder))
          .isInstanceOf(Enrolment.Outcome.Unreachable.class);
    }
    assertThat(Identity.read(folder)).isEqualTo(new Identity.Kept.None());
  }

  @Test
  void a_clock_that_is_off_by_a_day_is_corrected_and_the_offset_is_known() {
    Instant truth = Instant.parse("2026-11-21T12:00:00Z");
    GuidedClock clock = new GuidedClock(InstantSource.fixed(truth.plus(Duration.ofDays(1))));
    assertThat(clock.instant()).isEqualTo(truth.plus(Duration.ofDays(1)));
    clock.hear(truth);
    assertThat(clock.offset()).isEqualTo(Duration.ofDays(1));
    assertThat(clock.isCorrecting()).isTrue();
    assertThat(clock.instant()).isEqualTo(truth);
    clock.hear(truth.plus(Duration.ofDays(1)).minusSeconds(3));
    assertThat(clock.isCorrecting()).isFalse();
    assertThat(clock.offset()).isEqualTo(Duration.ofSeconds(3));
    GuidedClock behind = new GuidedClock(InstantSource.fixed(truth.minus(Duration.ofDays(1))));
    behind.hear(truth);
    assertThat(behind.instant()).isEqualTo(truth);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "aisle.example.org",
        "ftp://aisle.example.org",
        "file:///etc/passwd",
        "https://user:secret@aisle.example.org",
        "https://aisle.example.org/?a=b",
        "https://aisle.example.org/#a",
        "https://"
      })
  void what_is_no_address_of_a_server_is_refused(String text) {
    assertThat(ServerAddress.parse(text)).isEmpty();
  }

  @Test
  void an_address_says_whether_others_could_read_along() {
    assertThat(ServerAddress.parse("http://aisle.example.org/").orElseThrow().isOpenToReaders())
        .isTrue();
    assertThat(ServerAddress.parse("https://aisle.example.org").orElseThrow().isOpenToReaders())
        .isFalse();
    assertThat(ServerAddress.parse("http://localhost:8080").orElseThrow().isOpenToReaders())
        .isFalse();
  }
}
