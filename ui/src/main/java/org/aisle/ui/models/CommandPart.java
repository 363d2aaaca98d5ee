package org.aisle.ui.models;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import org.aisle.templates.dtdl.CommandDraft;
import org.aisle.templates.dtdl.ModelEdit;
import org.aisle.ui.models.EntryDialog.Names;
import org.aisle.ui.models.EntryDialog.Target;
import org.jspecify.annotations.Nullable;

/** What a command is sent with, and what comes back. */
final class CommandPart implements EntryDialog.Part {

  private final @Nullable CommandDraft before;
  private final PayloadPart request;
  private final PayloadPart response;
  private @Nullable EntryDialog dialog;

  private CommandPart(@Nullable CommandDraft before) {
    this.before = before;
    request =
        new PayloadPart("Is sent with a value", "value", before == null ? null : before.request());
    response =
        new PayloadPart(
            "Answers with a value", "accepted", before == null ? null : before.response());
  }

  /**
   * @param before null for a new one
   */
  static EntryDialog dialog(Target target, @Nullable CommandDraft before) {
    CommandPart part = new CommandPart(before);
    EntryDialog dialog =
        new EntryDialog(
            before == null ? "Add a command" : "Change " + before.name(),
            target,
            part,
            before == null
                ? null
                : new Names(before.name(), before.displayName(), before.description()));
    part.dialog = dialog;
    return dialog;
  }

  @Override
  public List<Component> components() {
    return List.of(request, response);
  }

  @Override
  public ModelEdit edit(Names names) {
    CommandDraft command =
        new CommandDraft(
            names.name(),
            names.displayName(),
            names.description(),
            request.payload(),
            response.payload());
    return before == null
        ? new ModelEdit.AddCommand(command)
        : new ModelEdit.ChangeCommand(before.name(), command);
  }

  private void look() {
    if (dialog != null) {
      dialog.look();
    }
  }

  /** One of both values, or none. */
  private final class PayloadPart extends Div {
    private final Checkbox with;
    private final TextField name = new TextField("Its name");
    private final SchemaField schema = new SchemaField("Its type");

    PayloadPart(String label, String usual, CommandDraft.@Nullable Payload now) {
      with = new Checkbox(label);
      with.setValue(now != null);
      name.setMaxLength(512);
      name.setValueChangeMode(ValueChangeMode.LAZY);
      name.setValue(now == null ? usual : now.name());
      schema.setValue(now == null ? "boolean" : now.schema());
      Div fields = new Div(name, schema);
      fields.addClassName("field-row");
      fields.setVisible(with.getValue());
      with.addValueChangeListener(
          change -> {
            fields.setVisible(change.getValue());
            look();
          });
      name.addValueChangeListener(change -> look());
      schema.addValueChangeListener(change -> look());
      addClassName("form");
      add(with, fields);
    }

    CommandDraft.@Nullable Payload payload() {
      return with.getValue()
          ? new CommandDraft.Payload(name.getValue().strip(), schema.getValue())
          : null;
    }
  }
}
