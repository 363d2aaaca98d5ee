package org.aisle.ui.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aisle.templates.definition.Derivation.StateMachine;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.DeviceTemplate.Command;
import org.aisle.templates.definition.DeviceTemplate.Property;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.dtdl.CommandDraft;
import org.aisle.templates.dtdl.ComponentDraft;
import org.aisle.templates.dtdl.DerivedDraft;
import org.aisle.templates.dtdl.FieldDraft;
import org.aisle.templates.dtdl.ModelForm;
import org.aisle.templates.unit.Unit;
import org.jspecify.annotations.Nullable;

/**
 * One line of a model as a table; every text may be empty.
 *
 * @param part the component or object that it stands in
 * @param machine how it follows when that is a state machine; null for all else
 */
record FieldRow(
    Kind kind,
    String path,
    String displayName,
    String description,
    String type,
    String unit,
    String semanticType,
    String limits,
    String note,
    String part,
    @Nullable MachineDraft machine) {

  /** What an entry of a model is. */
  enum Kind {
    TELEMETRY("Telemetry"),
    DERIVED("Derived"),
    PROPERTY("Property"),
    COMMAND("Command"),
    COMPONENT("Component"),
    OTHER("Only in the text");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  private FieldRow(
      Kind kind,
      String path,
      String displayName,
      String description,
      String type,
      String unit,
      String semanticType,
      String limits,
      String note,
      String part) {
    this(kind, path, displayName, description, type, unit, semanticType, limits, note, part, null);
  }

  private FieldRow with(@Nullable MachineDraft of) {
    return new FieldRow(
        kind, path, displayName, description, type, unit, semanticType, limits, note, part, of);
  }

  static List<FieldRow> of(DeviceTemplate template) {
    List<FieldRow> rows = new ArrayList<>();
    template.telemetry().forEach(f -> rows.add(of(Kind.TELEMETRY, f, f.event() ? "event" : "")));
    for (DerivedField derived : template.derived()) {
      rows.add(of(Kind.DERIVED, derived.field(), "").with(machine(derived)));
    }
    for (Property property : template.properties()) {
      rows.add(of(Kind.PROPERTY, property.field(), property.writable() ? "writable" : ""));
    }
    for (Command command : template.commands()) {
      rows.add(
          new FieldRow(
              Kind.COMMAND,
              command.name(),
              command.displayName(),
              "",
              command.request() == null ? "without request" : "with request",
              "",
              "",
              "",
              "",
              part(command.name())));
    }
    return rows;
  }

  private static FieldRow of(Kind kind, Field field, String note) {
    return new FieldRow(
        kind,
        field.path(),
        field.displayName(),
        orEmpty(field.description()),
        words(field.type()),
        unit(field.unit()),
        orEmpty(field.semanticType()),
        limits(field.minimum(), field.maximum(), field.unit()),
        note,
        part(field.path()));
  }

  static List<FieldRow> of(ModelForm form) {
    List<FieldRow> rows = new ArrayList<>();
    form.fields().forEach(field -> rows.add(of(field)));
    form.derived().forEach(field -> rows.add(of(field)));
    form.commands().forEach(command -> rows.add(of(command)));
    form.components().forEach(component -> rows.add(of(component)));
    form.others()
        .forEach(
            other ->
                rows.add(
                    new FieldRow(
                        Kind.OTHER,
                        other.name(),
                        orEmpty(other.displayName()),
                        "",
                        other.kind(),
                        "",
                        "",
                        "",
                        "",
                        "")));
    return rows;
  }

  private static FieldRow of(FieldDraft field) {
    boolean telemetry = field.kind() == FieldDraft.Kind.TELEMETRY;
    return new FieldRow(
        telemetry ? Kind.TELEMETRY : Kind.PROPERTY,
        field.name(),
        orEmpty(field.displayName()),
        orEmpty(field.description()),
        schema(field.schema()),
        unit(field.unit()),
        orEmpty(field.semanticType()),
        limits(field.minimum(), field.maximum(), known(field.unit()).orElse(null)),
        telemetry && field.event() ? "event" : !telemetry && field.writable() ? "writable" : "",
        "");
  }

  private static FieldRow of(DerivedDraft field) {
    return new FieldRow(
            Kind.DERIVED,
            field.name(),
            orEmpty(field.displayName()),
            orEmpty(field.description()),
            schema(field.schema()),
            unit(field.unit()),
            orEmpty(field.semanticType()),
            "",
            "",
            "")
        .with(MachineDraft.of(field.schema(), field.derivation()).orElse(null));
  }

  private static @Nullable MachineDraft machine(DerivedField derived) {
    return derived.derivation() instanceof StateMachine machine
            && derived.field().type() instanceof FieldType.Choice states
        ? MachineDraft.of(states, machine)
        : null;
  }

  private static FieldRow of(CommandDraft command) {
    CommandDraft.Payload request = command.request();
    CommandDraft.Payload response = command.response();
    return new FieldRow(
        Kind.COMMAND,
        command.name(),
        orEmpty(command.displayName()),
        orEmpty(command.description()),
        request == null ? "without request" : "with %s".formatted(schema(request.schema())),
        "",
        "",
        "",
        response == null ? "" : "answers " + schema(response.schema()),
        "");
  }

  private static FieldRow of(ComponentDraft component) {
    return new FieldRow(
        Kind.COMPONENT,
        component.name(),
        orEmpty(component.displayName()),
        orEmpty(component.description()),
        component.schema(),
        "",
        "",
        "",
        "",
        "");
  }

  private static String words(FieldType type) {
    return switch (type) {
      case FieldType.Decimal d -> "number";
      case FieldType.Whole(int bits) -> "whole number";
      case FieldType.Bool b -> "yes or no";
      case FieldType.Text(FieldType.Text.Form form) ->
          form == FieldType.Text.Form.ANY ? "text" : form.name().toLowerCase(Locale.ROOT);
      case FieldType.Choice choice -> "one of " + choice.options().size();
      case FieldType.Moment m -> "date and time";
      case FieldType.GeoPoint g -> "position";
      case FieldType.Vector v -> "vector";
      case FieldType.Tree t -> "nested JSON";
    };
  }

  private static String schema(String schema) {
    if (schema.isEmpty()) {
      return "none";
    }
    if (!schema.startsWith("{")) {
      return SchemaField.words(schema);
    }
    return List.of("Enum", "Object", "Array", "Map").stream()
        .filter(kind -> schema.contains("\"@type\":\"" + kind + "\""))
        .findFirst()
        .map(kind -> kind.toLowerCase(Locale.ROOT))
        .orElse("as in the text");
  }

  private static Optional<Unit> known(@Nullable String unit) {
    return unit == null ? Optional.empty() : Unit.named(unit);
  }

  static String unit(@Nullable String unit) {
    return unit == null ? "" : known(unit).map(u -> unit(u)).orElse(unit);
  }

  private static String unit(@Nullable Unit unit) {
    return unit == null ? "" : unit.symbol().isEmpty() ? unit.name() : unit.symbol();
  }

  private static String limits(
      @Nullable Double minimum, @Nullable Double maximum, @Nullable Unit unit) {
    if (minimum == null && maximum == null) {
      return "";
    }
    String symbol = unit == null || unit.symbol().isEmpty() ? "" : " " + unit.symbol();
    return minimum == null
        ? "to " + plain(maximum) + symbol
        : maximum == null
            ? "from " + plain(minimum) + symbol
            : plain(minimum) + " to " + plain(maximum) + symbol;
  }

  private static String plain(@Nullable Double number) {
    return number == null
        ? ""
        : number == Math.rint(number) && Math.abs(number) < 1e15
            ? Long.toString(number.longValue())
            : Double.toString(number);
  }

  private static String part(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
