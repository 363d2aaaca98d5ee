package org.aisle.ui.models;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.function.Supplier;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.dtdl.EditOutcome.EditProblem;
import org.aisle.templates.dtdl.ModelEdit;
import org.aisle.templates.dtdl.ModelForm;
import org.aisle.ui.models.EntryDialog.Target;
import org.jspecify.annotations.Nullable;

/** A draft as a form: what the model is called, and its entries. Every change is one edit. */
final class DraftForm extends Div {

  private final Target target;
  private final Supplier<@Nullable DeviceTemplate> known;
  private final TextField name = new TextField("Display name");
  private final TextArea description = new TextArea("Description");
  private final IntegerField version = new IntegerField("Version");
  private final Div entries = new Div();
  private final Div whole = new Div();
  private final Paragraph unreadable =
      new Paragraph(
          "The text cannot be read as a model, so there is no form of it. Correct it as DTDL, or"
              + " undo.");
  private List<String> interfaces = List.of();
  private boolean showing;

  /**
   * @param known what the text says without faults; null when it has some
   */
  DraftForm(Target target, Supplier<@Nullable DeviceTemplate> known) {
    this.target = target;
    this.known = known;
    addClassNames("rule-form", "model-form");
    name.setMaxLength(512);
    name.setRequiredIndicatorVisible(true);
    description.setMaxLength(512);
    description.setMinRows(1);
    version.setMin(1);
    version.setMax(999_999_999);
    version.setManualValidation(true);
    version.setHelperText("Above every published one.");
    name.addValueChangeListener(
        change -> make(change.isFromClient(), new ModelEdit.Rename(name.getValue().strip())));
    description.addValueChangeListener(
        change ->
            make(
                change.isFromClient(),
                new ModelEdit.Describe(
                    description.getValue().isBlank() ? null : description.getValue().strip())));
    version.addValueChangeListener(
        change -> {
          Integer wanted = version.getValue();
          make(change.isFromClient(), new ModelEdit.SetVersion(wanted == null ? 0 : wanted));
        });
    Div words = new Div(name, version);
    words.addClassNames("field-row", "model-names");
    Div model = new Div(words, description);
    model.addClassNames("panel", "form");
    unreadable.addClassName("sign-in-notice");
    unreadable.setVisible(false);
    Button field =
        new Button(
            "Add a field",
            VaadinIcon.PLUS.create(),
            click -> FieldPart.dialog(target, null).open());
    Button derived =
        new Button(
            "Add a derived field",
            VaadinIcon.PLUS.create(),
            click -> DerivedPart.dialog(target, null, known.get()).open());
    Button command =
        new Button(
            "Add a command",
            VaadinIcon.PLUS.create(),
            click -> CommandPart.dialog(target, null).open());
    Button component =
        new Button(
            "Add a component",
            VaadinIcon.PLUS.create(),
            click -> ComponentPart.dialog(target, interfaces).open());
    Div add = new Div(field, derived, command, component);
    add.addClassName("page-actions");
    Div head = new Div(new H2("Fields"), add);
    head.addClassName("model-head");
    Div panel = new Div(head, entries);
    panel.addClassName("panel");
    whole.add(model, panel);
    whole.addClassName("rule-form");
    add(unreadable, whole);
  }

  private void make(boolean byHand, ModelEdit edit) {
    if (!byHand || showing) {
      return;
    }
    List<EditProblem> problems = target.make(edit);
    String sentence = problems.isEmpty() ? "" : problems.getFirst().sentence();
    switch (edit) {
      case ModelEdit.Rename rename -> {
        name.setErrorMessage(sentence);
        name.setInvalid(!problems.isEmpty());
      }
      case ModelEdit.SetVersion to -> {
        version.setErrorMessage(sentence);
        version.setInvalid(!problems.isEmpty());
      }
      default -> {
        description.setErrorMessage(sentence);
        description.setInvalid(!problems.isEmpty());
      }
    }
  }

  /** Shows it without telling anybody; null for a text that is no model. */
  void show(@Nullable ModelForm form) {
    whole.setVisible(form != null);
    unreadable.setVisible(form == null);
    if (form == null) {
      return;
    }
    interfaces = form.interfaces();
    showing = true;
    name.setValue(form.displayName() == null ? "" : form.displayName());
    description.setValue(form.description() == null ? "" : form.description());
    version.setValue(form.version().orElse(null));
    showing = false;
    entries.removeAll();
    List<FieldRow> rows = FieldRow.of(form);
    entries.add(
        rows.isEmpty()
            ? new Paragraph("Nothing yet: add what such a device measures.")
            : new FieldTable(rows, row -> actions(form, row)));
  }

  private Component actions(ModelForm form, FieldRow row) {
    Div actions = new Div();
    actions.addClassName("page-actions");
    switch (row.kind()) {
      case TELEMETRY, PROPERTY -> {
        actions.add(
            change(
                row,
                () ->
                    form.field(row.path())
                        .ifPresent(field -> FieldPart.dialog(target, field).open())));
        actions.add(remove(row, new ModelEdit.RemoveField(row.path())));
      }
      case DERIVED -> {
        actions.add(
            change(
                row,
                () ->
                    form.derived(row.path())
                        .ifPresent(
                            field -> DerivedPart.dialog(target, field, known.get()).open())));
        actions.add(remove(row, new ModelEdit.RemoveDerived(row.path())));
      }
      case COMMAND -> {
        actions.add(
            change(
                row,
                () ->
                    form.command(row.path())
                        .ifPresent(command -> CommandPart.dialog(target, command).open())));
        actions.add(remove(row, new ModelEdit.RemoveCommand(row.path())));
      }
      case COMPONENT -> actions.add(remove(row, new ModelEdit.RemoveComponent(row.path())));
      case OTHER -> {
        Span words = new Span("Change it as DTDL");
        words.addClassName("muted");
        actions.add(words);
      }
    }
    return actions;
  }

  private static Button change(FieldRow row, Runnable open) {
    Button change = new Button("Change…", click -> open.run());
    change.addThemeVariants(ButtonVariant.TERTIARY);
    change.addThemeNames("small");
    change.setAriaLabel("Change " + row.path());
    return change;
  }

  /** At once: a step can be taken back. */
  private Button remove(FieldRow row, ModelEdit edit) {
    Button remove = new Button("Remove", click -> target.make(edit));
    remove.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
    remove.addThemeNames("small");
    remove.setAriaLabel("Remove " + row.path());
    return remove;
  }
}
