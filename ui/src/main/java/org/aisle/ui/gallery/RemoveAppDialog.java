package org.aisle.ui.gallery;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Apps;

/** Removes an app once its name was typed. */
final class RemoveAppDialog extends Dialog {

  RemoveAppDialog(Apps apps, App app) {
    setHeaderTitle("Remove " + app.name() + "?");
    setWidth("min(460px, 94vw)");
    TextField name = new TextField("Type the app's name");
    name.setPlaceholder(app.name());
    name.setAutofocus(true);
    name.setValueChangeMode(ValueChangeMode.EAGER);
    Button remove = new Button("Remove for ever");
    remove.addThemeVariants(ButtonVariant.PRIMARY, ButtonVariant.ERROR);
    remove.setEnabled(false);
    name.addValueChangeListener(
        change -> remove.setEnabled(change.getValue().strip().equals(app.name().strip())));
    remove.addClickListener(
        click -> {
          apps.drop(app.id());
          close();
          UI.getCurrent().navigate("");
        });
    Button keep = new Button("Keep it", click -> close());
    keep.addThemeVariants(ButtonVariant.TERTIARY);
    Div form =
        new Div(
            new Paragraph(
                "Its devices can no longer connect, and what they measured is deleted. Nothing of"
                    + " it can be brought back."),
            name);
    form.addClassName("form");
    add(form);
    getFooter().add(keep, remove);
  }
}
