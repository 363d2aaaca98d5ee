package org.aisle.ui.assets;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.AssetBook;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.definition.Field;
import org.aisle.ui.format.ValueFormat;

/** What is known of an asset, each value with the moment since which it holds. */
final class AssetProperties extends Div {

  private final Map<String, TextField> inputs = new LinkedHashMap<>();
  private final DateTimePicker at = new DateTimePicker("Holds from (empty: from now on)");
  private final Div refusal = new Div();

  AssetProperties(
      App app,
      Asset asset,
      AssetReading reading,
      ValueFormat format,
      boolean mayChange,
      Runnable changed) {
    addClassName("panel");
    add(new H2("Properties"));
    Optional<AssetType> type =
        asset.type() == null ? Optional.empty() : reading.types().find(app.id(), asset.type());
    if (type.isEmpty()) {
      add(new Paragraph("Give the asset a type: it says which properties there are."));
      return;
    }
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    Div form = new Div(refusal);
    form.addClassName("form");
    Map<String, NavigableMap<Instant, String>> history =
        reading.book().history(app.id(), asset.id());
    for (Field field : type.get().fields()) {
      String value = asset.properties().getOrDefault(field.path(), "");
      form.add(input(field, value, history.getOrDefault(field.path(), new TreeMap<>()), format));
    }
    inputs.values().forEach(input -> input.setReadOnly(!mayChange));
    if (mayChange) {
      at.setHelperText(
          "Readings from then on are judged by the new values, in " + app.zone().getId() + ".");
      Button save = new Button("Save", click -> save(app, asset, reading, changed));
      save.addThemeVariants(ButtonVariant.PRIMARY);
      form.add(at, save);
    }
    add(form);
  }

  private TextField input(
      Field field, String value, NavigableMap<Instant, String> history, ValueFormat format) {
    TextField input = new TextField(field.displayName());
    input.setValue(value);
    input.setMaxLength(2000);
    String unit = ValueFormat.symbol(field);
    if (!unit.isEmpty()) {
      input.setSuffixComponent(new Span(unit));
    }
    if (history.size() > 1) {
      input.setHelperText(
          "Since %s; before: %s"
              .formatted(
                  format.moment(history.lastKey()),
                  history.headMap(history.lastKey(), false).descendingMap().values().stream()
                      .limit(3)
                      .map(v -> unit.isEmpty() ? v : v + "\u00a0" + unit)
                      .collect(Collectors.joining(", "))));
    }
    inputs.put(field.path(), input);
    return input;
  }

  private void save(App app, Asset asset, AssetReading reading, Runnable changed) {
    Map<String, String> edited = new HashMap<>();
    inputs.forEach(
        (path, input) -> {
          if (!input.getValue().equals(asset.properties().getOrDefault(path, ""))) {
            edited.put(path, input.getValue());
          }
        });
    refusal.setVisible(false);
    if (edited.isEmpty()) {
      Notification.show("Nothing was changed.");
      return;
    }
    Instant from = at.getValue() == null ? null : at.getValue().atZone(app.zone()).toInstant();
    AssetBook.Change change = new AssetBook.Change(null, null, null, edited, from);
    switch (reading.book().change(app.id(), asset.id(), change)) {
      case Outcome.Done<Asset> done -> {
        changed.run();
        Notification.show("Saved.");
      }
      case Outcome.Refused<Asset>(List<Problem> problems) -> {
        refusal.setText(problems.stream().map(Problem::sentence).collect(Collectors.joining(" ")));
        refusal.setVisible(true);
      }
    }
  }
}
