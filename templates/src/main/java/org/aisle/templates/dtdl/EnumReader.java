package org.aisle.templates.dtdl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.dtdl.Schema.Label;
import org.aisle.templates.source.SourceNode;
import org.aisle.templates.source.SourceNode.Kind;
import org.aisle.templates.source.SourceNode.Mapping;
import org.aisle.templates.source.SourceNode.Scalar;
import org.jspecify.annotations.Nullable;

/** Reads Enum schemas. */
final class EnumReader {

  private final Problems problems;
  private final Labels labels;

  EnumReader(Problems problems, Labels labels) {
    this.problems = problems;
    this.labels = labels;
  }

  FieldType.@Nullable Choice read(Mapping schema, Limits limits) {
    String valueSchema = schema.text("valueSchema");
    boolean whole = "integer".equals(valueSchema);
    if (!whole && !"string".equals(valueSchema)) {
      problems.add(
          "enum-value-schema",
          schema.spotOf("valueSchema"),
          "The values of an Enum are either integers or strings.",
          "Set \"valueSchema\" to \"integer\" or \"string\".");
      return null;
    }
    List<SourceNode> values = Types.list(schema, "enumValues", problems);
    if (values.isEmpty() || values.size() > limits.enumValues()) {
      problems.add(
          values.isEmpty() ? "enum-empty" : "too-many-enum-values",
          schema.spotOf("enumValues"),
          "The Enum has %d values.".formatted(values.size()),
          "Use 1 to %d.".formatted(limits.enumValues()));
      return null;
    }
    List<FieldType.Choice.Option> options = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> wireValues = new HashSet<>();
    for (SourceNode value : values) {
      if (!(value instanceof Mapping option)) {
        problems.add(
            "enum-value-invalid",
            value.spot(),
            "An enum value is an object.",
            "Give it a name and an enumValue.");
        continue;
      }
      String name = labels.name(option, limits);
      String wireValue = wireValue(option, whole);
      unique(names, name, option, "name");
      unique(wireValues, wireValue, option, "enumValue");
      Label label = labels.label(option, limits);
      if (name != null && wireValue != null) {
        String displayName = label.displayName();
        options.add(
            new FieldType.Choice.Option(
                name, displayName == null ? Labels.humanised(name) : displayName, wireValue));
      }
    }
    return new FieldType.Choice(options);
  }

  private void unique(Set<String> seen, @Nullable String value, Mapping option, String key) {
    if (value != null && !seen.add(value)) {
      problems.add(
          "enum-value-duplicate",
          option.spotOf(key),
          "The Enum has two values with the %s %s.".formatted(key, Problems.quote(value)),
          "Change one of them.");
    }
  }

  private @Nullable String wireValue(Mapping option, boolean whole) {
    if (option.get("enumValue") instanceof Scalar s) {
      if (whole && s.kind() == Kind.WHOLE && fits(s.text())) {
        return Long.toString(Long.parseLong(s.text()));
      }
      if (!whole && s.kind() == Kind.TEXT && s.text().length() <= 512) {
        return s.text();
      }
    }
    problems.add(
        "enum-value-type",
        option.spotOf("enumValue"),
        whole ? "The enumValue is no 32-bit integer." : "The enumValue is no text.",
        "Make it one, or change the Enum's \"valueSchema\".");
    return null;
  }

  private static boolean fits(String literal) {
    try {
      Integer.parseInt(literal);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
