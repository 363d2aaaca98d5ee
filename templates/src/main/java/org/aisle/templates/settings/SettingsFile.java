package org.aisle.templates.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aisle.templates.source.SourceFault;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceReader;

/**
 * Reads the settings of a process from a YAML file. Keys nest or are joined by dots, as one likes:
 *
 * <pre>{@code
 * aisle:
 *   mqtt:
 *     port: 1883
 * server.port: 8080
 * }</pre>
 *
 * <p>All faults are told at once; a name that the process does not know is one.
 */
public final class SettingsFile {

  private static final int MOST_BYTES = SourceReader.MAX_BYTES;

  /** What reading a file came to. */
  public sealed interface Outcome {

    /**
     * @param settings by their full names, in the order of the file; the items of a list have names
     *     that end with their number, {@code [0]} first
     */
    record Read(Map<String, String> settings) implements Outcome {
      public Read {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
      }
    }

    /** All faults of the file, each a sentence with the line and what to do. */
    record Faults(List<String> sentences) implements Outcome {
      public Faults {
        sentences = List.copyOf(sentences);
      }
    }
  }

  private final Path file;
  private final SettingNames known;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();

  private SettingsFile(Path file, SettingNames known) {
    this.file = file;
    this.known = known;
  }

  public static Outcome read(Path file, SettingNames known) {
    byte[] document;
    try {
      if (Files.size(file) > MOST_BYTES) {
        return new Outcome.Faults(
            List.of(file + " is larger than 1 MiB; that is no settings file."));
      }
      document = Files.readAllBytes(file);
    } catch (IOException e) {
      return new Outcome.Faults(
          List.of("The settings file %s can't be read; correct --config.".formatted(file)));
    }
    return new SettingsFile(file, known).read(document);
  }

  private Outcome read(byte[] document) {
    SourceReader.Parsed parsed = SourceReader.yaml(document);
    for (SourceFault fault : parsed.faults()) {
      fault(fault.spot().line(), fault.sentence() + " " + fault.cure());
    }
    if (parsed.root() instanceof SourceNode.Mapping mapping) {
      mapping(mapping, "");
    } else if (parsed.root() != null) {
      fault(1, "Write settings as name: value.");
    }
    return faults.isEmpty() ? new Outcome.Read(settings) : new Outcome.Faults(faults);
  }

  private void mapping(SourceNode.Mapping mapping, String above) {
    mapping
        .entries()
        .forEach((key, value) -> entry(mapping.spotOf(key).line(), above + key, value));
  }

  private void entry(int line, String name, SourceNode value) {
    switch (value) {
      case SourceNode.Mapping below -> mapping(below, name + ".");
      case SourceNode.Sequence list -> {
        if (isKnown(line, name)) {
          for (int i = 0; i < list.items().size(); i++) {
            item(name, i, list.items().get(i));
          }
        }
      }
      case SourceNode.Scalar scalar -> {
        if (isKnown(line, name)) {
          scalar(line, name, name, scalar);
        }
      }
    }
  }

  private void item(String name, int index, SourceNode item) {
    if (item instanceof SourceNode.Scalar scalar) {
      scalar(scalar.spot().line(), name, name + "[" + index + "]", scalar);
    } else {
      fault(item.spot().line(), "%s is a list of plain values.".formatted(name));
    }
  }

  private void scalar(int line, String name, String full, SourceNode.Scalar value) {
    boolean nothing = value.kind() == SourceNode.Kind.NOTHING || value.text().equals("~");
    if (nothing || value.text().isBlank()) {
      fault(line, "%s has no value; give it one, or remove the line.".formatted(name));
    } else if (settings.putIfAbsent(full, value.text()) != null) {
      fault(line, "%s is set twice; remove one.".formatted(name));
    }
  }

  private boolean isKnown(int line, String name) {
    if (known.knows(name)) {
      return true;
    }
    fault(line, "There is no setting %s.%s".formatted(name, known.hint(name)));
    return false;
  }

  private void fault(int line, String sentence) {
    faults.add("%s, line %d: %s".formatted(file, line, sentence));
  }
}
