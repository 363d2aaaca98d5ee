package org.aisle.ui.models;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.select.Select;
import java.util.List;
import org.aisle.templates.dtdl.ComponentDraft;
import org.aisle.templates.dtdl.ModelEdit;
import org.aisle.ui.models.EntryDialog.Names;
import org.aisle.ui.models.EntryDialog.Target;
import org.jspecify.annotations.Nullable;

/** Which of the text's other interfaces a component is. */
final class ComponentPart implements EntryDialog.Part {

  private final Select<String> schema = new Select<>();

  private ComponentPart(List<String> interfaces) {
    schema.setLabel("Interface");
    schema.setItems(interfaces);
    schema.setHelperText(
        interfaces.isEmpty()
            ? "The text has no other interface yet: write one beside the model under DTDL, as"
                + " another item of a list, then add it here."
            : "Its fields become fields of this model, called component.field.");
    schema.setEnabled(!interfaces.isEmpty());
    if (!interfaces.isEmpty()) {
      schema.setValue(interfaces.getFirst());
    }
  }

  static EntryDialog dialog(Target target, List<String> interfaces) {
    ComponentPart part = new ComponentPart(interfaces);
    EntryDialog dialog = new EntryDialog("Add a component", target, part, null);
    part.schema.addValueChangeListener(change -> dialog.look());
    return dialog;
  }

  @Override
  public List<Component> components() {
    return List.of(schema);
  }

  @Override
  public @Nullable ModelEdit edit(Names names) {
    String of = schema.getValue();
    return of == null
        ? null
        : new ModelEdit.AddComponent(
            new ComponentDraft(names.name(), names.displayName(), names.description(), of));
  }
}
