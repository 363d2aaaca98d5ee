package org.aisle.ui.organisations;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aisle.backend.registry.Organisation;
import org.aisle.backend.registry.Organisations;
import org.aisle.backend.registry.Outcome;
import org.aisle.templates.identity.AppId;
import org.jspecify.annotations.Nullable;

/** Creates an organisation, or changes its name and where it stands. */
final class OrganisationDialog extends Dialog {

  private static final String ROOT = "";

  private final AppId app;
  private final Organisations organisations;
  private final @Nullable Organisation known;
  private final TextField name = new TextField("Name");
  private final TextField id = new TextField("Id");
  private final ComboBox<String> parent = new ComboBox<>("Below");
  private final Div faults = new Div();
  private final Runnable done;
  private boolean idChosen;

  /**
   * @param known the one to change, or null for a new one
   * @param below where a new one stands; null for a root
   */
  OrganisationDialog(
      AppId app,
      Organisations organisations,
      @Nullable Organisation known,
      @Nullable String below,
      Runnable done) {
    this.app = app;
    this.organisations = organisations;
    this.known = known;
    this.done = done;
    setHeaderTitle(known == null ? "New organisation" : known.name());
    setWidth("min(460px, 94vw)");
    name.setMaxLength(200);
    name.setRequiredIndicatorVisible(true);
    name.setValueChangeMode(ValueChangeMode.LAZY);
    name.setValue(known == null ? "" : known.name());
    id.setMaxLength(63);
    id.setHelperText("Stays for ever: a to z, 0 to 9 and '-'.");
    id.setVisible(known == null);
    id.addValueChangeListener(change -> idChosen |= change.isFromClient());
    name.addValueChangeListener(
        change -> {
          if (known == null && !idChosen) {
            id.setValue(idOf(change.getValue()));
          }
        });
    Map<String, String> names = names(organisations.all(app), known);
    parent.setItems(names.keySet());
    parent.setItemLabelGenerator(one -> names.getOrDefault(one, one));
    String above = known == null ? below : known.parent();
    parent.setValue(above == null ? ROOT : above);
    faults.getElement().setAttribute("role", "alert");
    faults.addClassName("sign-in-notice");
    faults.setVisible(false);
    Div form = new Div(name, id, parent, faults);
    form.addClassName("form");
    add(form);
    Button save = new Button("Save", click -> save());
    save.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(new Button("Cancel", click -> close()), save);
  }

  /** By id the names with those above, so that two of one name can be told apart. */
  private static Map<String, String> names(List<Organisation> all, @Nullable Organisation but) {
    Map<String, String> names = new LinkedHashMap<>();
    names.put(ROOT, "Nothing: it is at the top");
    for (Organisation organisation : all) {
      if (but == null || !organisation.id().equals(but.id())) {
        String above = organisation.parent() == null ? null : names.get(organisation.parent());
        names.put(
            organisation.id(),
            above == null ? organisation.name() : above + " › " + organisation.name());
      }
    }
    return names;
  }

  private void save() {
    String above = parent.getValue() == null ? ROOT : parent.getValue();
    String key = known == null ? id.getValue().strip() : known.id();
    boolean taken =
        known == null && organisations.all(app).stream().anyMatch(o -> o.id().equals(key));
    Outcome<Organisation> outcome =
        taken
            ? Outcome.Refused.because(
                "organisation.exists", "Choose another id: this one is taken.")
            : organisations.put(
                app,
                new Organisation(key, name.getValue().strip(), above.equals(ROOT) ? null : above));
    switch (outcome) {
      case Outcome.Done<Organisation> saved -> {
        close();
        done.run();
      }
      case Outcome.Refused<Organisation>(var problems) -> {
        faults.removeAll();
        problems.forEach(problem -> faults.add(new Paragraph(problem.sentence())));
        faults.setVisible(true);
      }
    }
  }

  private static String idOf(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^[^a-z]+|-+$", "");
    return plain.length() <= 63 ? plain : plain.substring(0, 63);
  }
}
