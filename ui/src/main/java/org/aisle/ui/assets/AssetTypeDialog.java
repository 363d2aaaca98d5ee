package org.aisle.ui.assets;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.AssetTypeCatalogue;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.asset.AssetType;
import org.aisle.templates.asset.AssetTypes;
import org.aisle.templates.asset.PropertyDraft;
import org.jspecify.annotations.Nullable;

/** Asks which properties assets of a type have. */
final class AssetTypeDialog extends Dialog {

  private final App app;
  private final @Nullable AssetType old;
  private final AssetTypeCatalogue types;
  private final Runnable done;
  private final TextField id = new TextField("Type id");
  private final TextField name = new TextField("Name");
  private final Div lines = new Div();
  private final List<PropertyLine> properties = new ArrayList<>();
  private final Div refusal = new Div();

  /**
   * @param old as it was read; null for a new one
   */
  AssetTypeDialog(App app, @Nullable AssetType old, AssetTypeCatalogue types, Runnable done) {
    this.app = app;
    this.old = old;
    this.types = types;
    this.done = done;
    setHeaderTitle(old == null ? "New asset type" : "Edit " + old.name());
    setWidth("min(760px, 96vw)");
    id.setMaxLength(63);
    id.setRequiredIndicatorVisible(true);
    id.setHelperText("a-z, 0-9 and '-', a letter first: glass-door");
    name.setMaxLength(200);
    name.setRequiredIndicatorVisible(true);
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    if (old != null) {
      id.setValue(old.id());
      id.setReadOnly(true);
      name.setValue(old.name());
      AssetTypes.drafts(old).forEach(this::line);
    }
    lines.addClassName("stack");
    Div form = new Div(refusal, id, name, new H3("Properties"), lines);
    form.add(new Button("Add a property", VaadinIcon.PLUS.create(), click -> line(null)));
    form.addClassName("form");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button save = new Button(old == null ? "Create" : "Save", click -> save());
    save.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(cancel, save);
  }

  /** A schema as people say it. */
  static String words(String schema) {
    return switch (schema) {
      case "double", "float" -> "number";
      case "integer", "long" -> "whole number";
      case "boolean" -> "yes or no";
      case "string" -> "text";
      case "dateTime" -> "date and time";
      case "geopoint" -> "position";
      case "enum" -> "one of several values";
      default -> schema;
    };
  }

  private void line(@Nullable PropertyDraft draft) {
    PropertyLine line = new PropertyLine(draft);
    line.onRemove(
        () -> {
          properties.remove(line);
          lines.remove(line);
        });
    properties.add(line);
    lines.add(line);
    if (draft == null) {
      line.focus();
    }
  }

  private void save() {
    String its = id.getValue().strip();
    Optional<AssetType> stored = types.find(app.id(), its);
    if (!stored.equals(Optional.ofNullable(old))) {
      refuse(
          old == null
              ? "There is an asset type %s already: choose another id, or edit that one."
                  .formatted(its)
              : "Somebody changed or removed this type meanwhile: cancel, and edit it as it is now.");
      return;
    }
    switch (types.put(
        app.id(),
        its,
        name.getValue().strip(),
        properties.stream().map(PropertyLine::draft).toList())) {
      case Outcome.Done<AssetType> saved -> {
        close();
        done.run();
      }
      case Outcome.Refused<AssetType>(List<Problem> problems) ->
          refuse(problems.stream().map(Problem::sentence).collect(Collectors.joining(" ")));
    }
  }

  private void refuse(String sentence) {
    refusal.setText(sentence);
    refusal.setVisible(true);
    refusal.scrollIntoView();
  }
}
