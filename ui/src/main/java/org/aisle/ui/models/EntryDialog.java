package org.aisle.ui.models;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import org.aisle.templates.dtdl.EditOutcome.EditProblem;
import org.aisle.templates.dtdl.ModelEdit;
import org.jspecify.annotations.Nullable;

/** What the dialogs for an entry of a model share: its names, and everything that is wrong. */
final class EntryDialog extends Dialog {

  /** The draft that is edited. */
  interface Target {
    /** What would be wrong with it; nothing is changed. */
    List<EditProblem> attempt(ModelEdit edit);

    /** Makes the edit; what is wrong when it can't be made. */
    List<EditProblem> make(ModelEdit edit);
  }

  /** What is particular about an entry. */
  interface Part {
    List<Component> components();

    /** Null while it can't be said. */
    @Nullable ModelEdit edit(Names names);

    /** Shows what belongs to its own fields, and returns the rest. */
    default List<EditProblem> show(List<EditProblem> problems) {
      return problems;
    }
  }

  /** What every entry has. */
  record Names(String name, @Nullable String displayName, @Nullable String description) {}

  private final Target target;
  private final Part part;
  private final TextField displayName = new TextField("Display name");
  private final TextField name = new TextField("Name");
  private final TextArea description = new TextArea("Description");
  private final Div said = new Div();
  private final Button keep;
  private boolean asked;

  /**
   * @param before null for a new entry
   */
  EntryDialog(String title, Target target, Part part, @Nullable Names before) {
    this.target = target;
    this.part = part;
    setHeaderTitle(title);
    wide(false);
    displayName.setMaxLength(512);
    displayName.setHelperText("What people read.");
    displayName.setValueChangeMode(ValueChangeMode.LAZY);
    name.setMaxLength(512);
    name.setRequiredIndicatorVisible(true);
    name.setHelperText("What devices, rules and tiles call it: letters, digits and \"_\".");
    name.setValueChangeMode(ValueChangeMode.LAZY);
    description.setMaxLength(512);
    description.setMinRows(1);
    if (before != null) {
      name.setValue(before.name());
      displayName.setValue(before.displayName() == null ? "" : before.displayName());
      description.setValue(before.description() == null ? "" : before.description());
    } else {
      displayName.setAutofocus(true);
    }
    displayName.addValueChangeListener(
        change -> {
          if (before == null && name.getValue().equals(ModelNames.field(change.getOldValue()))) {
            name.setValue(ModelNames.field(change.getValue()));
          }
          look();
        });
    name.addValueChangeListener(change -> look());
    said.addClassName("sign-in-notice");
    said.getElement().setAttribute("role", "status");
    said.setVisible(false);
    Div names = new Div(displayName, name);
    names.addClassName("field-row");
    Div form = new Div(names);
    part.components().forEach(form::add);
    form.add(description, said);
    form.addClassNames("form", "rule-form", "model-form");
    add(form);
    Button cancel = new Button("Cancel", click -> close());
    cancel.addThemeVariants(ButtonVariant.TERTIARY);
    keep = new Button(before == null ? "Add" : "Change", click -> keep());
    keep.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(cancel, keep);
  }

  /** Gives room to what needs it. */
  void wide(boolean wide) {
    setWidth(wide ? "min(920px, 94vw)" : "min(640px, 94vw)");
  }

  /** Says at once what would be wrong, as soon as there is a name. */
  void look() {
    ModelEdit edit = part.edit(names());
    if (!asked && name.isEmpty() || edit == null) {
      show(part.show(List.of()));
      return;
    }
    show(part.show(target.attempt(edit)));
  }

  private Names names() {
    return new Names(
        name.getValue().strip(),
        displayName.isEmpty() ? null : displayName.getValue().strip(),
        description.getValue().isBlank() ? null : description.getValue().strip());
  }

  private void keep() {
    asked = true;
    ModelEdit edit = part.edit(names());
    if (edit == null) {
      return;
    }
    List<EditProblem> problems = target.make(edit);
    if (problems.isEmpty()) {
      close();
    } else {
      show(part.show(problems));
    }
  }

  private void show(List<EditProblem> problems) {
    said.removeAll();
    UnorderedList list = new UnorderedList();
    problems.stream()
        .map(EditProblem::sentence)
        .distinct()
        .forEach(sentence -> list.add(new ListItem(sentence)));
    said.add(list);
    said.setVisible(!problems.isEmpty());
  }
}
