package org.aisle.ui.dashboard;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.aisle.ui.dashboard.TileCatalogue.Key;
import org.aisle.ui.dashboard.TileCatalogue.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What can be said of one tile; keys it does not know stay as they are. */
final class TileForm extends Div {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final EditScope scope;
  private final String usual;
  private final Consumer<ObjectNode> changed;
  private ObjectNode tile;

  /**
   * @param usual the device template of the dashboard
   * @param changed told the whole tile whenever something of it was changed
   */
  TileForm(EditScope scope, String usual, ObjectNode tile, Consumer<ObjectNode> changed) {
    this.scope = scope;
    this.usual = usual;
    this.tile = tile;
    this.changed = changed;
    addClassName("aisle-edit-form");
    add(line("title", "Title"));
    Kind kind = TileCatalogue.find(tile.path("kind").asString("")).orElse(null);
    List<Component> own = new ArrayList<>();
    if (kind != null) {
      kind.keys().forEach(key -> own.add(field(key)));
    }
    boolean ofDevices =
        kind == null || !List.of("label", "markdown", "image").contains(kind.word());
    if (ofDevices && scope.templates().size() > 1) {
      add(chosen("template", "Devices of", scope.templates(), usual));
    }
    add(own);
    if (ofDevices) {
      if (!scope.places().isEmpty()) {
        add(named("place", "Only at", scope.places()));
      }
      if (!scope.groups().isEmpty()) {
        add(named("group", "Only of the group", scope.groups()));
      }
    }
  }

  private String template() {
    String own = tile.path("template").asString("");
    return own.isEmpty() ? usual : own;
  }

  private Component field(Key key) {
    return switch (key.input()) {
      case NUMBER_FIELD,
          COUNTABLE_FIELD,
          STATE_FIELD,
          ENUM_FIELD,
          LOCATION_FIELD,
          COLOURING_FIELD ->
          named(key.path(), key.label(), scope.fields(template(), key.input()));
      case NUMBER_FIELDS, STATE_FIELDS, ANY_FIELDS, PROPERTIES ->
          several(key.path(), key.label(), scope.fields(template(), key.input()));
      case DEVICE -> named(key.path(), key.label(), scope.devices());
      case DEVICES -> several(key.path(), key.label(), scope.devices());
      case POSITIONS -> new PlanField(scope, () -> tile, value -> put(key.path(), value));
      case COLOURS ->
          ListField.colours(get(key.path()), unit(key.path()), value -> put(key.path(), value));
      case DECIMALS -> whole(key.path(), key.label(), 0, 6);
      case DRILL ->
          chosen(
              key.path(),
              key.label(),
              words(
                  "",
                  "what is usual",
                  "device",
                  "the device",
                  "place",
                  "its place",
                  "none",
                  "nowhere"),
              "");
      case PICTURE ->
          new PictureField(
              key.label(),
              scope.shelf(),
              get(key.path()).asString(""),
              name -> put(key.path(), name == null ? null : JSON.stringNode(name)));
      case NUMBER -> number(key.path(), key.label());
      case ROWS -> whole(key.path(), key.label(), 1, 100);
      case USUALLY_OFF -> flag(key.path(), key.label(), false);
      case USUALLY_ON -> flag(key.path(), key.label(), true);
      case AGGREGATE ->
          chosen(
              key.path(),
              key.label(),
              words(
                  "avg", "average", "min", "lowest", "max", "highest", "sum", "sum", "count",
                  "count", "last", "last"),
              "avg");
      case OVER ->
          chosen(
              key.path(),
              key.label(),
              words("latest", "the latest values", "range", "all of the range"),
              "latest");
      case GOAL ->
          chosen(
              key.path(),
              key.label(),
              words("atLeast", "at least", "atMost", "at most"),
              "atLeast");
      case GROUPING -> chosen(key.path(), key.label(), scope.groupings(template()), null);
      case GROUPING_OR_TIME -> {
        Map<String, String> groupings = words("time", "piece of time");
        groupings.putAll(scope.groupings(template()));
        yield chosen(key.path(), key.label(), groupings, null);
      }
      case STAGES ->
          several(key.path(), key.label(), scope.options(template(), get("field").asString("")));
      case SEVERITY ->
          chosen(
              key.path(),
              key.label(),
              words("information", "Information", "warning", "Warning", "critical", "Critical"),
              "information");
      case SIZE ->
          chosen(
              key.path(),
              key.label(),
              words("small", "Small", "medium", "Medium", "large", "Large"),
              "medium");
      case DURATION ->
          chosen(
              key.path(),
              key.label(),
              words(
                  "PT1M", "1 min", "PT5M", "5 min", "PT15M", "15 min", "PT30M", "30 min", "PT1H",
                  "1 h", "PT6H", "6 h", "P1D", "1 d"),
              null);
      case LINE -> line(key.path(), key.label());
      case TEXT -> text(key.path(), key.label());
    };
  }

  private static Map<String, String> words(String... pairs) {
    Map<String, String> words = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      words.put(pairs[i], pairs[i + 1]);
    }
    return words;
  }

  private Component line(String path, String label) {
    TextField field = new TextField(label);
    field.setMaxLength(500);
    field.setValue(get(path).asString(""));
    field.addValueChangeListener(
        change ->
            put(path, change.getValue().isBlank() ? null : JSON.stringNode(change.getValue())));
    return wide(field);
  }

  private Component text(String path, String label) {
    TextArea field = new TextArea(label);
    field.setMaxLength(10_000);
    field.setMinRows(6);
    field.setValue(get(path).asString(""));
    field.addValueChangeListener(
        change ->
            put(path, change.getValue().isBlank() ? null : JSON.stringNode(change.getValue())));
    return wide(field);
  }

  /** Whether the form of one differs from the form of the other in more than what is entered. */
  static boolean looksOther(ObjectNode tile, ObjectNode other) {
    return Stream.of("template", "field", "fields", "x", "shareInBand", "image")
        .anyMatch(key -> !tile.path(key).equals(other.path(key)));
  }

  /** The unit of a number, from the field that it speaks of. */
  private String unit(String path) {
    if (path.equals("target") && get("shareInBand").asBoolean(false)) {
      return "%";
    }
    String of =
        switch (path) {
          case "excursion.band.min", "excursion.band.max" -> get("excursion.field").asString("");
          case "width", "depth" -> get("x").asString("");
          default -> get("field").asString(get("fields").path(0).asString(""));
        };
    return scope.unit(template(), of);
  }

  private Component number(String path, String label) {
    NumberField field = new NumberField(label);
    field.setSuffixComponent(new Span(unit(path)));
    if (get(path).isNumber()) {
      field.setValue(get(path).asDouble());
    }
    field.addValueChangeListener(
        change -> put(path, change.getValue() == null ? null : plain(change.getValue())));
    return field;
  }

  static JsonNode plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? JSON.numberNode((int) number)
        : JSON.numberNode(number);
  }

  private Component whole(String path, String label, int least, int most) {
    IntegerField field = new IntegerField(label);
    field.setMin(least);
    field.setMax(most);
    field.setStepButtonsVisible(true);
    if (get(path).isNumber()) {
      field.setValue(get(path).asInt());
    }
    field.addValueChangeListener(
        change -> put(path, change.getValue() == null ? null : JSON.numberNode(change.getValue())));
    return field;
  }

  private Component flag(String path, String label, boolean usually) {
    Checkbox field = new Checkbox(label);
    field.setValue(get(path).asBoolean(usually));
    field.addValueChangeListener(
        change ->
            put(path, change.getValue() == usually ? null : JSON.booleanNode(change.getValue())));
    return wide(field);
  }

  /** One of few words; {@code usual} is left out of the file. */
  private Component chosen(
      String path, String label, Map<String, String> words, @Nullable String usually) {
    Map<String, String> offered = with(words, get(path).asString(""));
    Select<String> field = new Select<>();
    field.setLabel(label);
    field.setItems(offered.keySet());
    field.setItemLabelGenerator(word -> offered.getOrDefault(word, word));
    String now = get(path).asString(usually == null ? "" : usually);
    if (offered.containsKey(now)) {
      field.setValue(now);
    }
    field.addValueChangeListener(
        change ->
            put(
                path,
                change.getValue() == null || change.getValue().equals(usually)
                    ? null
                    : JSON.stringNode(change.getValue())));
    return field;
  }

  /** One of many, by name; empty leaves the key out. */
  private Component named(String path, String label, Map<String, String> names) {
    Map<String, String> offered = with(names, get(path).asString(""));
    ComboBox<String> field = new ComboBox<>(label);
    field.setItems(new TreeSet<>(offered.keySet()));
    field.setItemLabelGenerator(id -> offered.getOrDefault(id, id));
    field.setClearButtonVisible(true);
    String now = get(path).asString("");
    if (!now.isEmpty()) {
      field.setValue(now);
    }
    field.addValueChangeListener(
        change -> put(path, change.getValue() == null ? null : JSON.stringNode(change.getValue())));
    return wide(field);
  }

  private Component several(String path, String label, Map<String, String> names) {
    List<String> now = new ArrayList<>();
    get(path).forEach(item -> now.add(item.asString("")));
    Map<String, String> offered = new LinkedHashMap<>(names);
    now.forEach(id -> offered.putIfAbsent(id, id));
    MultiSelectComboBox<String> field = new MultiSelectComboBox<>(label);
    field.setItems(new TreeSet<>(offered.keySet()));
    field.setItemLabelGenerator(id -> offered.getOrDefault(id, id));
    field.setValue(now);
    field.addValueChangeListener(
        change -> {
          ArrayNode list = JSON.arrayNode();
          offered.keySet().stream().filter(change.getValue()::contains).forEach(list::add);
          put(path, list.isEmpty() ? null : list);
        });
    return wide(field);
  }

  /** What the tile says already is offered too, so that it is shown and not silently lost. */
  private static Map<String, String> with(Map<String, String> names, String now) {
    Map<String, String> all = new LinkedHashMap<>(names);
    if (!now.isEmpty()) {
      all.putIfAbsent(now, now);
    }
    return all;
  }

  private static Component wide(Component field) {
    field.getElement().getClassList().add("aisle-edit-wide");
    return field;
  }

  private JsonNode get(String path) {
    JsonNode at = tile;
    for (String key : path.split("\\.", -1)) {
      at = at.path(key);
    }
    return at;
  }

  /** Null takes the key away, and with its last key the object around it. */
  private void put(String path, @Nullable JsonNode value) {
    ObjectNode next = tile.deepCopy();
    set(next, path, value);
    if (!next.equals(tile)) {
      tile = next;
      changed.accept(next);
    }
  }

  private static void set(ObjectNode in, String path, @Nullable JsonNode value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      if (value == null) {
        in.remove(path);
      } else {
        in.set(path, value);
      }
      return;
    }
    String key = path.substring(0, dot);
    ObjectNode inner = in.get(key) instanceof ObjectNode there ? there : JSON.objectNode();
    set(inner, path.substring(dot + 1), value);
    if (inner.isEmpty()) {
      in.remove(key);
    } else {
      in.set(key, inner);
    }
  }
}
