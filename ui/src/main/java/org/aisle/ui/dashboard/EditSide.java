package org.aisle.ui.dashboard;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.aisle.ui.dashboard.TileCatalogue.Kind;
import org.aisle.ui.format.Ranges;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Beside the board of an editor: the form of the chosen tile, or the dashboard's own with all
 * tiles.
 */
final class EditSide extends Div {

  private final UnorderedList wrong = new UnorderedList();

  private EditSide() {
    addClassName("panel");
    wrong.addClassName("aisle-edit-wrong");
    wrong.getElement().setAttribute("role", "status");
  }

  static EditSide ofTile(
      Draft.Part part, TileForm form, Runnable duplicate, Runnable remove, Runnable done) {
    EditSide side = new EditSide();
    Kind kind = TileCatalogue.find(part.kind()).orElse(null);
    Div tools =
        new Div(
            new Button("Duplicate", click -> duplicate.run()),
            new Button("Remove", click -> remove.run()),
            new Button("Done", click -> done.run()));
    tools.addClassName("aisle-edit-tools");
    side.add(
        new H2(kind == null ? part.kind() : kind.name()),
        new Paragraph(kind == null ? "" : kind.sentence()),
        tools,
        side.wrong,
        form);
    return side;
  }

  /**
   * @param changed told all keys of the dashboard whenever one was changed
   * @param chosen told the kind of a new tile
   * @param remove takes the whole dashboard away, or null while it is not saved
   */
  static EditSide ofDashboard(
      EditScope scope,
      ObjectNode head,
      Consumer<ObjectNode> changed,
      Consumer<Kind> chosen,
      Supplier<String> yaml,
      String id,
      @Nullable Runnable remove) {
    EditSide side = new EditSide();
    side.add(new H2("This dashboard"), side.wrong, new HeadForm(scope, head, changed));
    Div tools = new Div(export(yaml, id));
    tools.addClassName("aisle-edit-tools");
    if (remove != null) {
      tools.add(new Button("Remove dashboard", click -> remove.run()));
    }
    UnorderedList kinds = new UnorderedList();
    kinds.addClassName("aisle-edit-kinds");
    for (Kind kind : TileCatalogue.KINDS) {
      NativeButton add = new NativeButton();
      Element name = new Element("strong");
      name.setText(kind.name());
      add.getElement().appendChild(name);
      add.add(new Span(kind.sentence()));
      add.addClickListener(click -> chosen.accept(kind));
      kinds.add(new ListItem(add));
    }
    side.add(tools, new H2("Add a tile"), kinds);
    return side;
  }

  private static Anchor export(Supplier<String> yaml, String id) {
    return new Anchor(
        DownloadHandler.fromInputStream(
            event -> {
              byte[] bytes = yaml.get().getBytes(StandardCharsets.UTF_8);
              return new DownloadResponse(
                  new ByteArrayInputStream(bytes), id + ".yaml", "application/yaml", bytes.length);
            }),
        "Download as YAML");
  }

  void faults(List<String> sentences) {
    wrong.removeAll();
    sentences.forEach(sentence -> wrong.add(new ListItem(sentence)));
  }

  /** What a dashboard says of itself. */
  private static final class HeadForm extends Div {
    private final Consumer<ObjectNode> changed;
    private ObjectNode head;

    HeadForm(EditScope scope, ObjectNode head, Consumer<ObjectNode> changed) {
      this.head = head;
      this.changed = changed;
      addClassName("aisle-edit-form");
      TextField title = new TextField("Title");
      title.setMaxLength(200);
      title.setValue(head.path("title").asString(""));
      title.addValueChangeListener(change -> put("title", change.getValue()));
      TextArea description = new TextArea("Description");
      description.setMaxLength(500);
      description.setValue(head.path("description").asString(""));
      description.addValueChangeListener(change -> put("description", change.getValue()));
      add(
          wide(title),
          chosen("template", "Devices of", scope.templates()),
          chosen("range", "Charts look back", ranges(head.path("range").asString(""))),
          chosen("audience", "Made for", audiences()),
          wide(description));
    }

    private static Map<String, String> audiences() {
      Map<String, String> words = new LinkedHashMap<>();
      words.put("", "everybody");
      words.put("operator", "operators");
      words.put("manager", "managers");
      return words;
    }

    private static Map<String, String> ranges(String now) {
      Map<String, String> words = new LinkedHashMap<>();
      for (Duration offered : Ranges.OFFERED) {
        words.put(length(offered, now), Ranges.words(offered));
      }
      return words;
    }

    /** As it is written already, if it is the same length: one day is P1D and PT24H. */
    private static String length(Duration offered, String written) {
      try {
        return Duration.parse(written).equals(offered) ? written : offered.toString();
      } catch (DateTimeParseException e) {
        return offered.toString();
      }
    }

    private Component chosen(String key, String label, Map<String, String> words) {
      String now = head.path(key).asString("");
      List<String> offered = new ArrayList<>(words.keySet());
      if (!now.isEmpty() && !offered.contains(now)) {
        offered.add(now);
      }
      Select<String> field = new Select<>();
      field.setLabel(label);
      field.setItems(offered);
      field.setItemLabelGenerator(word -> words.getOrDefault(word, word));
      if (offered.contains(now)) {
        field.setValue(now);
      }
      field.addValueChangeListener(change -> put(key, change.getValue()));
      return field;
    }

    private static Component wide(Component field) {
      field.getElement().getClassList().add("aisle-edit-wide");
      return field;
    }

    private void put(String key, @Nullable String value) {
      head = head.deepCopy();
      if (value == null || value.isBlank()) {
        head.remove(key);
      } else {
        head.put(key, value);
      }
      changed.accept(head);
    }
  }
}
