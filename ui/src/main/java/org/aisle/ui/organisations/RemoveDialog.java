package org.aisle.ui.organisations;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.notification.Notification;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.aisle.backend.registry.Organisation;
import org.aisle.backend.registry.Organisations;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.identity.AppId;

/** Removes an organisation, and asks where what it holds goes. */
final class RemoveDialog extends Dialog {

  RemoveDialog(
      AppId app, Organisations organisations, Tree.Node node, Organisation gone, Runnable done) {
    setHeaderTitle("Remove " + gone.name() + "?");
    setWidth("min(460px, 94vw)");
    boolean holds = !node.places().isEmpty() || !node.below().isEmpty();
    Map<String, String> names = new LinkedHashMap<>();
    names.put("", "Nothing");
    organisations.all(app).stream()
        .filter(o -> !o.id().equals(gone.id()))
        .forEach(o -> names.put(o.id(), o.name()));
    ComboBox<String> moveTo = new ComboBox<>("They belong to this afterwards");
    moveTo.setItems(names.keySet());
    moveTo.setItemLabelGenerator(id -> names.getOrDefault(id, id));
    moveTo.setValue(gone.parent() == null ? "" : gone.parent());
    moveTo.setVisible(holds);
    Paragraph said =
        new Paragraph(
            holds
                ? "It holds %s and %s. Devices stay where they are."
                    .formatted(
                        OrganisationsView.places(node.places().size()),
                        node.below().size() == 1
                            ? "1 organisation"
                            : "%,d organisations".formatted(node.below().size()))
                : "It holds nothing. Links with this region show no devices any more.");
    Div form = new Div(said, moveTo);
    form.addClassName("form");
    add(form);
    Button remove =
        new Button(
            "Remove",
            click -> {
              String to = moveTo.getValue() == null ? "" : moveTo.getValue();
              organisations
                  .remove(app, gone.id(), holds ? to : null)
                  .ifPresent(
                      outcome -> {
                        if (outcome instanceof Outcome.Refused<Organisation>(var problems)) {
                          Notification.show(
                              problems.stream()
                                  .map(Outcome.Problem::sentence)
                                  .collect(Collectors.joining(" ")),
                              8_000,
                              Notification.Position.BOTTOM_START);
                        }
                      });
              close();
              done.run();
            });
    remove.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
    getFooter().add(new Button("Cancel", click -> close()), remove);
  }
}
