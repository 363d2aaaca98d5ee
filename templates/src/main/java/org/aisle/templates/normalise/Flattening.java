package org.aisle.templates.normalise;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.decode.Quoted;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sorts the fields of samples into telemetry, properties, unmodelled fields and refusals. Shared
 * between threads; a {@link Sorted} belongs to one.
 */
final class Flattening {

  private final NormaliseLimits limits;
  private final Map<String, Field> telemetry = new HashMap<>();
  private final Map<String, Field> properties = new HashMap<>();
  private final Set<String> branches = new HashSet<>();

  Flattening(DeviceTemplate template, NormaliseLimits limits) {
    this.limits = limits;
    template.telemetry().forEach(field -> add(telemetry, field));
    template.properties().forEach(property -> add(properties, property.field()));
  }

  private void add(Map<String, Field> fields, Field field) {
    fields.put(field.path(), field);
    for (int dot = field.path().indexOf('.'); dot >= 0; dot = field.path().indexOf('.', dot + 1)) {
      branches.add(field.path().substring(0, dot));
    }
  }

  /** What one sample's object holds. */
  final class Sorted {

    final SortedMap<String, Value> values = new TreeMap<>();
    final Map<String, Value> reported = new LinkedHashMap<>();
    final SortedMap<String, Value.Tree> extra = new TreeMap<>();
    private final Refusals refusals;
    private final Set<String> seen = new HashSet<>();
    private int extraLength;

    Sorted(ObjectNode object, Refusals refusals) {
      this.refusals = refusals;
      walk("", object);
    }

    boolean said() {
      return !seen.isEmpty();
    }

    private void walk(String prefix, ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        if (!entry.getValue().isNull()) {
          take(prefix + entry.getKey(), entry.getValue());
        }
      }
    }

    private void take(String path, JsonNode node) {
      boolean known = telemetry.containsKey(path) || properties.containsKey(path);
      if (!known && branches.contains(path) && node instanceof ObjectNode branch) {
        walk(path + '.', branch);
        return;
      }
      if (!seen.add(path)) {
        refuse(
            path,
            RejectionCode.FIELD_NAME_INVALID,
            "is given twice, nested and with a dotted name; send it once.");
        return;
      }
      Field field = telemetry.get(path);
      Field property = properties.get(path);
      if (field != null) {
        accept(path, FieldReader.read(field, node), values);
        keepUnknownMembers(field, node);
      }
      if (property != null) {
        accept(path, FieldReader.read(property, node), reported);
      }
      if (!known) {
        keep(path, node);
      }
    }

    private void accept(String path, Outcome outcome, Map<String, Value> target) {
      switch (outcome) {
        case Outcome.Accepted accepted -> target.put(path, accepted.value());
        case Outcome.Refused refused -> refuse(path, refused.code(), refused.problem());
      }
    }

    /** What a position or vector carries beyond its components ({@code location.accuracy}). */
    private void keepUnknownMembers(Field field, JsonNode node) {
      Set<String> members =
          switch (field.type()) {
            case FieldType.GeoPoint point -> Set.of("lat", "lon", "alt");
            case FieldType.Vector vector -> Set.of("x", "y", "z");
            case FieldType.Decimal d -> Set.of();
            case FieldType.Whole w -> Set.of();
            case FieldType.Bool b -> Set.of();
            case FieldType.Text t -> Set.of();
            case FieldType.Choice c -> Set.of();
            case FieldType.Moment m -> Set.of();
            case FieldType.Tree t -> Set.of();
          };
      if (!members.isEmpty() && node instanceof ObjectNode object) {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          if (!members.contains(entry.getKey()) && !entry.getValue().isNull()) {
            take(field.path() + '.' + entry.getKey(), entry.getValue());
          }
        }
      }
    }

    private void keep(String path, JsonNode node) {
      if (path.equals("seq")) {
        refuse(path, RejectionCode.FIELD_WRONG_TYPE, "must be a whole number from 0 to 2⁶³-1.");
        return;
      }
      if (!Texts.validName(path)) {
        refuse(
            path,
            RejectionCode.FIELD_NAME_INVALID,
            "has a name that can't be kept: 1 to 128 characters, none of them a control character.");
        return;
      }
      if (extra.size() >= limits.maxExtraFields()) {
        refuse(
            path,
            RejectionCode.FIELD_NAME_INVALID,
            "is not in the template, and %d such fields are kept already; add it to the template."
                .formatted(limits.maxExtraFields()));
        return;
      }
      switch (Texts.canonical(node)) {
        case Outcome.Refused refused -> refuse(path, refused.code(), refused.problem());
        case Outcome.Accepted accepted -> {
          Value.Tree tree = (Value.Tree) accepted.value();
          if (extraLength + tree.json().length() > limits.maxExtraLength()) {
            refuse(
                path,
                RejectionCode.FIELD_OUT_OF_RANGE,
                "is not in the template, and such fields together exceed %d characters; add it to"
                        .formatted(limits.maxExtraLength())
                    + " the template.");
          } else {
            extraLength += tree.json().length();
            extra.put(path, tree);
          }
        }
      }
    }

    private void refuse(String path, RejectionCode code, String problem) {
      refusals.add(code, path, "The field %s %s".formatted(Quoted.plain(path), sentence(problem)));
    }

    private static String sentence(String problem) {
      return problem.endsWith(".") ? problem : problem + ".";
    }
  }
}
