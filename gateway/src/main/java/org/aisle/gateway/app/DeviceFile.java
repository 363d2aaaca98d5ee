package org.aisle.gateway.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.dtdl.DtdlOutcome;
import org.aisle.templates.dtdl.DtdlReader;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The registry of a gateway that stands alone, read once from a YAML file:
 *
 * <pre>{@code
 * models: [cooler.json]            # DTDL, relative to this file
 * devices:
 *   - id: cooler-1@demo
 *     model: dtmi:org:example:Cooler;1
 *     password: pbkdf2:100000:…    # as printed by 'gateway hash-password'
 *   - id: truck-7@demo
 *     model: dtmi:org:example:Cooler;1
 *     password: pbkdf2:100000:…
 *     gateway-for: [cooler-1@demo]
 * }</pre>
 */
final class DeviceFile implements DeviceDirectory {

  private static final long MOST_BYTES = 16L * 1024 * 1024;

  private record Entry(KnownDevice device, PasswordHash password, Set<DeviceRef> gatewayFor) {}

  private final Map<DeviceRef, Entry> entries;

  private DeviceFile(Map<DeviceRef, Entry> entries) {
    this.entries = Map.copyOf(entries);
  }

  /** What reading a file came to. */
  sealed interface Outcome {
    record Read(DeviceDirectory directory, int devices) implements Outcome {}

    /** All faults of the file, each a sentence that says what to do. */
    record Faults(List<String> sentences) implements Outcome {
      public Faults {
        sentences = List.copyOf(sentences);
      }
    }
  }

  static Outcome read(Path file) {
    List<String> faults = new ArrayList<>();
    JsonNode root;
    try {
      if (Files.size(file) > MOST_BYTES) {
        return new Outcome.Faults(List.of(file + " is larger than 16 MiB; split it."));
      }
      root = YAMLMapper.builder().build().readTree(Files.readString(file));
    } catch (IOException e) {
      return new Outcome.Faults(
          List.of("%s can't be read (%s); check the path.".formatted(file, e.getMessage())));
    } catch (JacksonException e) {
      return new Outcome.Faults(
          List.of("%s is not YAML: %s".formatted(file, e.getOriginalMessage())));
    }
    Map<String, DeviceTemplate> models = models(file, root.path("models"), faults);
    Map<DeviceRef, Entry> entries = new HashMap<>();
    for (JsonNode node : root.path("devices")) {
      Entry entry = entry(node, models, faults);
      if (entry != null && entries.put(entry.device().ref(), entry) != null) {
        faults.add(entry.device().ref() + " is listed twice; remove one.");
      }
    }
    if (entries.isEmpty() && faults.isEmpty()) {
      faults.add(file + " lists no devices; add some under 'devices'.");
    }
    return faults.isEmpty()
        ? new Outcome.Read(new DeviceFile(entries), entries.size())
        : new Outcome.Faults(faults);
  }

  private static Map<String, DeviceTemplate> models(
      Path file, JsonNode names, List<String> faults) {
    Map<String, DeviceTemplate> result = new HashMap<>();
    for (JsonNode name : names) {
      Path model = file.toAbsolutePath().resolveSibling(name.asString());
      try {
        switch (DtdlReader.read(Files.readAllBytes(model))) {
          case DtdlOutcome.Read read ->
              read.templates().forEach(t -> result.put(t.id().value(), t));
          case DtdlOutcome.Faults bad ->
              bad.problems().forEach(problem -> faults.add(model + ": " + problem));
        }
      } catch (IOException e) {
        faults.add(
            "The model %s can't be read (%s); correct 'models'.".formatted(model, e.getMessage()));
      }
    }
    return result;
  }

  private static @Nullable Entry entry(
      JsonNode node, Map<String, DeviceTemplate> models, List<String> faults) {
    String id = node.path("id").asString("");
    Optional<DeviceRef> ref = DeviceRef.parse(id);
    DeviceTemplate template = models.get(node.path("model").asString(""));
    Optional<PasswordHash> password = PasswordHash.parse(node.path("password").asString(""));
    if (ref.isEmpty()) {
      faults.add("The device id '%s' must look like cooler-1@demo.".formatted(id));
    }
    if (template == null) {
      faults.add(
          "The model of %s is in none of the files under 'models'; add it there.".formatted(id));
    }
    if (password.isEmpty()) {
      faults.add(
          "The password of %s must be a line printed by 'gateway hash-password'.".formatted(id));
    }
    Set<DeviceRef> gatewayFor = new HashSet<>();
    for (JsonNode other : node.path("gateway-for")) {
      DeviceRef.parse(other.asString(""))
          .ifPresentOrElse(
              gatewayFor::add,
              () ->
                  faults.add(
                      "'gateway-for' of %s must list ids like cooler-1@demo.".formatted(id)));
    }
    if (ref.isEmpty() || template == null || password.isEmpty()) {
      return null;
    }
    boolean enabled = node.path("enabled").asBoolean(true);
    return new Entry(
        new KnownDevice(ref.get(), enabled, template), password.get(), Set.copyOf(gatewayFor));
  }

  @Override
  public Optional<KnownDevice> device(DeviceRef ref) {
    return Optional.ofNullable(entries.get(ref)).map(Entry::device);
  }

  @Override
  public boolean authenticate(DeviceRef ref, byte[] password) {
    Entry entry = entries.get(ref);
    return entry != null && entry.device().enabled() && entry.password().matches(password);
  }

  @Override
  public boolean mayActFor(DeviceRef client, DeviceRef device) {
    Entry entry = entries.get(client);
    return client.equals(device) || (entry != null && entry.gatewayFor().contains(device));
  }
}
