package org.aisle.ui.gallery;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.time.ZoneId;
import java.util.List;
import org.aisle.backend.registry.Outcome.Problem;

/** What it is called, and where its days begin; told while typing what can not be. */
final class NameStep implements Step {

  private final Draft draft;
  private final Runnable changed;
  private final TextField name = new TextField("Name");
  private final TextField id = new TextField("Id");
  private final ComboBox<String> zone = new ComboBox<>("Time zone");
  private boolean ownId;

  NameStep(Draft draft, Runnable changed) {
    this.draft = draft;
    this.changed = changed;
    name.setRequiredIndicatorVisible(true);
    name.setMaxLength(100);
    name.setHelperText("For people; it can be changed later.");
    name.setValueChangeMode(ValueChangeMode.LAZY);
    name.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            if (!ownId) {
              id.setValue(AppIds.of(change.getValue()));
            }
            keep();
          }
        });
    id.setRequiredIndicatorVisible(true);
    id.setMaxLength(40);
    id.setHelperText("Part of every device's user name; it stays for ever.");
    id.setValueChangeMode(ValueChangeMode.LAZY);
    id.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            ownId = true;
            keep();
          }
        });
    zone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
    zone.setRequiredIndicatorVisible(true);
    zone.setHelperText("Where its days begin and its shops open.");
    zone.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            keep();
          }
        });
  }

  private void keep() {
    draft.named(name.getValue(), id.getValue(), zone.getValue() == null ? "" : zone.getValue());
    changed.run();
  }

  @Override
  public String label() {
    return "Name";
  }

  @Override
  public String question() {
    return "What is it called, and where is it?";
  }

  @Override
  public Component fields() {
    name.setValue(draft.name());
    id.setValue(draft.id());
    zone.setValue(draft.zone());
    Div form = new Div(name, id, zone);
    form.addClassNames("form", "panel", "wizard-form");
    return form;
  }

  @Override
  public boolean concerns(Problem problem) {
    return problem.code().startsWith("app.");
  }

  @Override
  public void show(List<Problem> problems) {
    tell(name, "app.name", problems);
    tell(zone, "app.zone", problems);
    List<Problem> others =
        problems.stream()
            .filter(p -> !p.code().startsWith("app.name") && !p.code().startsWith("app.zone"))
            .toList();
    tell(id, "app.", others);
  }

  private static void tell(HasValidation field, String code, List<Problem> problems) {
    Problem own = problems.stream().filter(p -> p.code().startsWith(code)).findFirst().orElse(null);
    field.setErrorMessage(own == null ? "" : own.sentence());
    field.setInvalid(own != null);
  }
}
