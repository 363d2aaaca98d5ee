package org.aisle.ui.models;

import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A schema: the name of a simple one, a choice of values, or anything else as JSON. */
final class SchemaField extends CustomField<String> {

  private static final String CHOICE = "choice";
  private static final String JSON = "json";
  private static final List<String> NUMBERS = List.of("double", "float", "integer", "long");
  private static final List<String> NAMED =
      List.of(
          "double",
          "integer",
          "boolean",
          "string",
          CHOICE,
          "dateTime",
          "date",
          "time",
          "duration",
          "geopoint",
          "vector",
          "float",
          "long",
          JSON);
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Select<String> kind = new Select<>();
  private final TextArea options = new TextArea("Values, one per line");
  private final TextArea json = new TextArea("Schema as JSON");

  SchemaField(String label) {
    super("");
    setLabel(label);
    kind.setAriaLabel(label);
    kind.setItems(NAMED);
    kind.setItemLabelGenerator(SchemaField::label);
    kind.setValue("double");
    kind.setWidthFull();
    kind.addValueChangeListener(
        change -> {
          arrange();
          updateValue();
        });
    options.setHelperText("A name, and what people read behind \"=\": inPlace = In place");
    options.setMaxLength(20_000);
    json.setMaxLength(100_000);
    json.getElement().setAttribute("spellcheck", "false");
    json.addClassName("condition-text");
    for (TextArea area : List.of(options, json)) {
      area.setMinRows(3);
      area.setMaxRows(12);
      area.setWidthFull();
      area.setValueChangeMode(ValueChangeMode.LAZY);
      area.addValueChangeListener(change -> updateValue());
    }
    Div all = new Div(kind, options, json);
    all.addClassName("form");
    add(all);
    arrange();
  }

  static boolean isNumber(String schema) {
    return NUMBERS.contains(schema);
  }

  /** A schema's name as people say it. */
  static String words(String schema) {
    return switch (schema) {
      case "double", "float" -> "number";
      case "integer", "long" -> "whole number";
      case "boolean" -> "yes or no";
      case "string" -> "text";
      case "dateTime" -> "date and time";
      case "geopoint" -> "position";
      default -> schema;
    };
  }

  private static String label(String schema) {
    return switch (schema) {
      case CHOICE -> "One of several values";
      case JSON -> "Anything else, as JSON";
      case "date", "time", "duration", "vector" ->
          schema.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + schema.substring(1);
      default -> {
        String words = words(schema);
        yield words.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
            + words.substring(1)
            + " ("
            + schema
            + ")";
      }
    };
  }

  private void arrange() {
    options.setVisible(CHOICE.equals(kind.getValue()));
    json.setVisible(JSON.equals(kind.getValue()));
  }

  @Override
  protected String generateModelValue() {
    String chosen = kind.getValue() == null ? "" : kind.getValue();
    return switch (chosen) {
      case CHOICE -> choice();
      case JSON -> json.getValue().strip();
      default -> chosen;
    };
  }

  private String choice() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("@type", "Enum");
    schema.put("valueSchema", "string");
    ArrayNode values = schema.putArray("enumValues");
    for (String line : options.getValue().lines().map(String::strip).toList()) {
      if (!line.isEmpty()) {
        List<String> parts = new ArrayList<>(List.of(line.split("=", 2)));
        ObjectNode value = values.addObject();
        value.put("name", parts.getFirst().strip());
        if (parts.size() > 1 && !parts.getLast().isBlank()) {
          value.put("displayName", parts.getLast().strip());
        }
        value.put("enumValue", parts.getFirst().strip());
      }
    }
    return schema.toString();
  }

  @Override
  protected void setPresentationValue(String schema) {
    if (NAMED.contains(schema)) {
      kind.setValue(schema);
    } else if (!schema.isEmpty()) {
      json.setValue(indented(schema));
      kind.setValue(JSON);
    }
    arrange();
  }

  /** For people to read; as it is when it is no JSON. */
  static String indented(String json) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(MAPPER.readTree(json));
    } catch (tools.jackson.core.JacksonException e) {
      return json;
    }
  }
}
