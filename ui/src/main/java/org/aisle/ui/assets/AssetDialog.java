package org.aisle.ui.assets;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Asset;
import org.aisle.backend.registry.AssetBook;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.asset.AssetType;
import org.jspecify.annotations.Nullable;

/** Asks what a new asset is, or what one is called from now on. */
final class AssetDialog extends Dialog {

  private final App app;
  private final @Nullable Asset old;
  private final AssetReading reading;
  private final Consumer<Asset> done;
  private final TextField id = new TextField("Asset id");
  private final TextField name = new TextField("Name");
  private final ComboBox<AssetType> type = new ComboBox<>("Type (says which properties it has)");
  private final TextField kind = new TextField("Kind");
  private final Div refusal = new Div();

  AssetDialog(App app, @Nullable Asset old, AssetReading reading, Consumer<Asset> done) {
    this.app = app;
    this.old = old;
    this.reading = reading;
    this.done = done;
    setHeaderTitle(old == null ? "New asset in " + app.name() : "Edit " + old.id());
    setWidth("min(460px, 94vw)");
    List<AssetType> types = reading.types().all(app.id());
    id.setMaxLength(128);
    id.setRequiredIndicatorVisible(true);
    id.setHelperText("A serial or inventory number is a good id.");
    name.setMaxLength(200);
    name.setRequiredIndicatorVisible(true);
    type.setItems(types);
    type.setItemLabelGenerator(AssetType::name);
    type.setClearButtonVisible(old == null);
    if (types.isEmpty()) {
      type.setHelperText(
          "This app has no asset types yet: make one with Types on the page Assets.");
    }
    kind.setMaxLength(200);
    kind.setHelperText("What people call such things; the type's name if empty.");
    if (old != null) {
      id.setValue(old.id());
      id.setReadOnly(true);
      name.setValue(old.name());
      kind.setValue(old.kind());
      types.stream().filter(t -> t.id().equals(old.type())).findFirst().ifPresent(type::setValue);
    }
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    Div form = new Div(refusal, id, name, type, kind);
    form.addClassName("form");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    Button save = new Button(old == null ? "Create" : "Save", click -> save());
    save.addThemeVariants(ButtonVariant.PRIMARY);
    save.addClickShortcut(Key.ENTER);
    getFooter().add(cancel, save);
  }

  private void save() {
    String typeId = type.getValue() == null ? null : type.getValue().id();
    String its = kind.getValue().isBlank() ? null : kind.getValue().strip();
    String called = name.getValue().strip();
    Outcome<Asset> outcome =
        old == null
            ? reading
                .book()
                .create(
                    app.id(),
                    new AssetBook.NewAsset(id.getValue().strip(), called, its, typeId, Map.of()))
            : reading
                .book()
                .change(
                    app.id(), old.id(), new AssetBook.Change(called, its, typeId, Map.of(), null));
    switch (outcome) {
      case Outcome.Done<Asset>(Asset asset) -> {
        close();
        done.accept(asset);
      }
      case Outcome.Refused<Asset>(List<Problem> problems) -> {
        refusal.setText(problems.stream().map(Problem::sentence).collect(Collectors.joining(" ")));
        refusal.setVisible(true);
      }
    }
  }
}
