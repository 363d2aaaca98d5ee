package org.aisle.templates.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.directory.DirectorySnapshot.Member;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A directory snapshot as JSON, in UTF-8. The same snapshot always gives the same bytes, so that
 * their digest tells whether anything has changed. Keys that a reader does not know are passed
 * over: what an older reader must not pass over needs another {@link #VERSION}.
 *
 * <pre>{@code
 * {"format": 1, "gateway": "store-12@demo", "uplink": "ssl://aisle.example.org:8883",
 *  "serves": "assigned",
 *  "models": {"dtmi:org:aisle:Cooler;1": "[{…DTDL…}]"},
 *  "devices": [{"id": "cooler-1", "template": "dtmi:org:aisle:Cooler;1", "enabled": true,
 *               "gateway": false, "via": "store-12", "salt": "00ff…", "hash": "00ff…"}]}
 * }</pre>
 */
public final class DirectoryFormat {

  /** The version that is written and read. */
  public static final int VERSION = 1;

  /** The version of what gateway and server say to each other beside MQTT. */
  public static final int PROTOCOL = 1;

  /** The oldest {@link #PROTOCOL} that is still understood. */
  public static final int OLDEST_PROTOCOL = 1;

  /** The longest document, in bytes. */
  public static final int MOST_BYTES = 64 << 20;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int UPLINK_LENGTH = 300;

  private DirectoryFormat() {}

  public static byte[] write(DirectorySnapshot snapshot) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", VERSION);
    root.put("gateway", snapshot.gateway().username());
    root.put("uplink", snapshot.uplink());
    root.put("serves", snapshot.servesApp() ? "app" : "assigned");
    ObjectNode models = root.putObject("models");
    snapshot.models().forEach(models::put);
    ArrayNode devices = root.putArray("devices");
    HexFormat hex = HexFormat.of();
    for (Member member : snapshot.devices()) {
      ObjectNode device = devices.addObject();
      device.put("id", member.id().value());
      device.put("template", member.template().value());
      device.put("enabled", member.enabled());
      device.put("gateway", member.gateway());
      String via = member.via();
      if (via != null) {
        device.put("via", via);
      }
      device.put("salt", hex.formatHex(member.secret().salt()));
      device.put("hash", hex.formatHex(member.secret().hash()));
    }
    return JSON.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
  }

  /** A digest of a document, as 64 hexadecimal digits. */
  public static String digest(byte[] document) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** Reads what {@link #write} wrote, or says why it is not that; throws nothing. */
  public static SnapshotOutcome read(byte[] document) {
    if (document.length > MOST_BYTES) {
      return malformed("it is larger than %d MiB".formatted(MOST_BYTES >> 20));
    }
    try {
      return read(JSON.readTree(document));
    } catch (JacksonException e) {
      return malformed("it is not JSON (%s)".formatted(e.getOriginalMessage()));
    } catch (IllegalArgumentException e) {
      return malformed(String.valueOf(e.getMessage()));
    }
  }

  private static SnapshotOutcome read(JsonNode root) {
    JsonNode format = root.path("format");
    if (!format.isInt()) {
      return malformed("it does not say its format");
    }
    if (format.intValue() != VERSION) {
      return new SnapshotOutcome.Fault(
          "directory.version-unknown",
          "The directory has format %d, and this gateway reads format %d: run the same release of server and gateway."
              .formatted(format.intValue(), VERSION));
    }
    Optional<DeviceRef> gateway = DeviceRef.parse(root.path("gateway").asString(""));
    if (gateway.isEmpty()) {
      return malformed("it does not say whose it is");
    }
    String uplink = root.path("uplink").asString("");
    if (uplink.isEmpty() || uplink.length() > UPLINK_LENGTH) {
      return malformed("it does not say where readings go");
    }
    SortedMap<String, String> models = new TreeMap<>();
    for (var model : root.path("models").properties()) {
      models.put(model.getKey(), model.getValue().asString(""));
    }
    List<Member> devices = new ArrayList<>();
    Set<DeviceId> seen = new HashSet<>();
    for (JsonNode node : root.path("devices")) {
      Member member = member(node);
      if (!models.containsKey(member.template().value())) {
        return malformed("it lacks the model of " + member.id());
      }
      if (!seen.add(member.id())) {
        return malformed("it names %s twice".formatted(member.id()));
      }
      devices.add(member);
    }
    boolean servesApp = root.path("serves").asString("").equals("app");
    return new SnapshotOutcome.Read(
        new DirectorySnapshot(gateway.get(), uplink, servesApp, models, devices));
  }

  /**
   * @throws IllegalArgumentException when a part is not what it must be
   */
  private static Member member(JsonNode node) {
    HexFormat hex = HexFormat.of();
    JsonNode via = node.path("via");
    @Nullable String gateway = via.isString() ? new DeviceId(via.stringValue()).value() : null;
    return new Member(
        new DeviceId(node.path("id").asString("")),
        new Dtmi(node.path("template").asString("")),
        node.path("enabled").asBoolean(false),
        node.path("gateway").asBoolean(false),
        gateway,
        new SaltedHash(
            hex.parseHex(node.path("salt").asString("")),
            hex.parseHex(node.path("hash").asString(""))));
  }

  private static SnapshotOutcome.Fault malformed(String why) {
    return new SnapshotOutcome.Fault(
        "directory.malformed",
        "The directory can't be used, because %s: it is fetched anew.".formatted(why));
  }
}
