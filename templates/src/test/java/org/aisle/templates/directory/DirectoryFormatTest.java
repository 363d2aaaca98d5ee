package org.aisle.templates.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.directory.DirectorySnapshot.Member;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DirectoryFormatTest {

  private static final DeviceRef GATEWAY = DeviceRef.of("demo", "store-12");
  private static final String COOLER = "dtmi:org:example:Cooler;1";
  private static final String DTDL =
      """
      {"@context": "dtmi:dtdl:context;3", "@id": "dtmi:org:example:Cooler;1", "@type": "Interface",
       "contents": [{"@type": "Telemetry", "name": "temperature", "schema": "double"}]}
      """;
  private static final byte[] SALT =
      new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

  private static SaltedHash secret(String password) {
    return SaltedHash.of(SALT, password.getBytes(StandardCharsets.UTF_8));
  }

  private static Member member(String id, boolean gateway, @Nullable String via) {
    return new Member(
        new DeviceId(id), new Dtmi(COOLER), true, gateway, via, secret("secret-" + id));
  }

  private static DirectorySnapshot snapshot(boolean servesApp, Member... members) {
    return new DirectorySnapshot(
        GATEWAY,
        "tcp://aisle.example.org:1883",
        servesApp,
        new TreeMap<>(Map.of(COOLER, DTDL)),
        List.of(members));
  }

  private static final DirectorySnapshot STORE =
      snapshot(
          false,
          member("store-12", true, null),
          member("box-7", true, "store-12"),
          member("cooler-1", false, "store-12"),
          member("tag-1", false, "box-7"),
          member("elsewhere", false, null));

  private static SnapshotOutcome.Fault fault(String text) {
    return (SnapshotOutcome.Fault) DirectoryFormat.read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void what_is_written_is_read_again_and_the_same_snapshot_gives_the_same_bytes() {
    byte[] bytes = DirectoryFormat.write(STORE);
    assertThat(DirectoryFormat.read(bytes)).isEqualTo(new SnapshotOutcome.Read(STORE));
    List<Member> shuffled = new java.util.ArrayList<>(STORE.devices()).reversed();
    assertThat(DirectoryFormat.write(snapshot(false, shuffled.toArray(Member[]::new))))
        .isEqualTo(bytes);
    assertThat(DirectoryFormat.digest(bytes)).hasSize(64);
  }

  @Test
  void the_document_is_what_the_golden_one_says() {
    DirectorySnapshot small = snapshot(true, member("cooler-1", false, "store-12"));
    assertThat(new String(DirectoryFormat.write(small), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"format\":1,\"gateway\":\"store-12@demo\",\"uplink\":\"tcp://aisle.example.org:1883\","
                + "\"serves\":\"app\",\"models\":{\"dtmi:org:example:Cooler;1\":"
                + tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(DTDL)
                + "},\"devices\":[{\"id\":\"cooler-1\",\"template\":\"dtmi:org:example:Cooler;1\","
                + "\"enabled\":true,\"gateway\":false,\"via\":\"store-12\",\"salt\":"
                + "\"0102030405060708090a0b0c0d0e0f10\",\"hash\":\""
                + HexFormat.of().formatHex(secret("secret-cooler-1").hash())
                + "\"}]}");
  }

  @Test
  void a_format_of_another_version_has_its_own_code_and_unknown_keys_are_passed_over() {
    String text = new String(DirectoryFormat.write(STORE), StandardCharsets.UTF_8);
    assertThat(fault(text.replace("\"format\":1", "\"format\":2")).code())
        .isEqualTo("directory.version-unknown");
    assertThat(fault(text.replace("\"format\":1", "\"format\":2")).sentence())
        .contains("format 2", "same release");
    assertThat(
            DirectoryFormat.read(
                text.replace("\"format\":1", "\"format\":1,\"news\":{}")
                    .getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new SnapshotOutcome.Read(STORE));
  }

  @Test
  void what_is_not_a_directory_is_told_and_throws_nothing() {
    String text = new String(DirectoryFormat.write(STORE), StandardCharsets.UTF_8);
    for (String bad :
        List.of(
            "",
            "{",
            "[]",
            "{}",
            "{\"format\":\"1\"}",
            text.replace("store-12@demo", "store-12"),
            text.replace("tcp://aisle.example.org:1883", ""),
            text.replace("\"salt\":\"01", "\"salt\":\"0g"),
            text.replace("\"hash\":\"", "\"hash\":\"00"),
            text.replace("\"id\":\"cooler-1\"", "\"id\":\"../cooler\""),
            text.replace("\"id\":\"cooler-1\"", "\"id\":\"tag-1\""),
            text.replace(
                "\"template\":\"dtmi:org:example:Cooler;1\"", "\"template\":\"dtmi:o:X;1\""),
            text.substring(0, text.length() / 2))) {
      assertThat(fault(bad).code()).isEqualTo("directory.malformed");
    }
    Random random = new Random(7);
    byte[] bytes = DirectoryFormat.write(STORE);
    for (int i = 0; i < 2_000; i++) {
      byte[] hurt = bytes.clone();
      hurt[random.nextInt(hurt.length)] = (byte) random.nextInt(256);
      assertThat(DirectoryFormat.read(hurt)).isNotNull();
    }
  }

  @Test
  void a_snapshot_answers_as_the_registry_did() {
    SnapshotDirectory directory = SnapshotDirectory.of(STORE);
    DeviceRef cooler = DeviceRef.of("demo", "cooler-1");
    DeviceRef tag = DeviceRef.of("demo", "tag-1");
    DeviceRef box = DeviceRef.of("demo", "box-7");
    DeviceRef elsewhere = DeviceRef.of("demo", "elsewhere");
    assertThat(directory.faults()).isEmpty();
    assertThat(directory.devices()).isEqualTo(4);
    assertThat(directory.device(cooler).orElseThrow().template().id().value()).isEqualTo(COOLER);
    assertThat(directory.device(DeviceRef.of("other", "cooler-1"))).isEmpty();
    assertThat(directory.authenticate(cooler, "secret-cooler-1".getBytes(StandardCharsets.UTF_8)))
        .isTrue();
    assertThat(directory.authenticate(cooler, "secret-tag-1".getBytes(StandardCharsets.UTF_8)))
        .isFalse();
    assertThat(directory.authenticate(DeviceRef.of("demo", "nobody"), new byte[0])).isFalse();
    assertThat(directory.mayActFor(GATEWAY, cooler)).isTrue();
    assertThat(directory.mayActFor(GATEWAY, tag)).isTrue();
    assertThat(directory.mayActFor(box, tag)).isTrue();
    assertThat(directory.mayActFor(box, cooler)).isFalse();
    assertThat(directory.mayActFor(cooler, tag)).isFalse();
    assertThat(directory.mayActFor(GATEWAY, elsewhere)).isFalse();
    assertThat(
            SnapshotDirectory.of(
                    snapshot(
                        true, member("store-12", true, null), member("elsewhere", false, null)))
                .mayActFor(GATEWAY, elsewhere))
        .isTrue();
  }

  @Test
  void what_a_new_snapshot_takes_away_is_named() {
    SnapshotDirectory before = SnapshotDirectory.of(STORE);
    SnapshotDirectory after =
        SnapshotDirectory.of(
            snapshot(
                false,
                member("store-12", true, null),
                new Member(
                    new DeviceId("cooler-1"),
                    new Dtmi(COOLER),
                    false,
                    false,
                    null,
                    secret("secret-cooler-1")),
                new Member(
                    new DeviceId("tag-1"), new Dtmi(COOLER), true, false, "box-7", secret("new")),
                member("elsewhere", false, null)));
    assertThat(before.withdrawnBy(after))
        .containsExactlyInAnyOrder(
            DeviceRef.of("demo", "box-7"),
            DeviceRef.of("demo", "cooler-1"),
            DeviceRef.of("demo", "tag-1"));
  }

  @Test
  void a_model_that_this_release_can_not_read_leaves_only_its_devices_out() {
    DirectorySnapshot mixed =
        new DirectorySnapshot(
            GATEWAY,
            "tcp://h:1",
            false,
            new TreeMap<>(Map.of(COOLER, DTDL, "dtmi:org:example:Next;1", "{\"@type\": \"New\"}")),
            List.of(
                member("cooler-1", false, null),
                new Member(
                    new DeviceId("next"),
                    new Dtmi("dtmi:org:example:Next;1"),
                    true,
                    false,
                    null,
                    secret("x"))));
    SnapshotDirectory directory = SnapshotDirectory.of(mixed);
    assertThat(directory.faults()).singleElement().asString().contains("Next;1", "same release");
    assertThat(directory.device(DeviceRef.of("demo", "cooler-1"))).isPresent();
    assertThat(directory.device(DeviceRef.of("demo", "next"))).isEmpty();
  }

  @Test
  void the_gateways_own_template_has_every_field_that_the_gateway_reports() {
    var template =
        ((org.aisle.templates.dtdl.DtdlOutcome.Read)
                org.aisle.templates.dtdl.DtdlReader.read(EdgeGateway.dtdl()))
            .templates()
            .getFirst();
    assertThat(template.id()).isEqualTo(EdgeGateway.TEMPLATE);
    assertThat(template.telemetry())
        .extracting(field -> field.path())
        .containsExactly(
            EdgeGateway.QUEUED_MESSAGES,
            EdgeGateway.OLDEST_QUEUED,
            EdgeGateway.LAG,
            EdgeGateway.FREE_DISK,
            EdgeGateway.USED_DISK,
            EdgeGateway.CONNECTED_DEVICES,
            EdgeGateway.CLOCK_OFFSET,
            EdgeGateway.MEMORY,
            EdgeGateway.NOTICE);
  }
}
