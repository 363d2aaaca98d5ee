package org.aisle.ui.groups;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.group.Attribute;
import org.aisle.templates.group.Attribute.Kind;
import org.aisle.templates.group.GroupFault;
import org.aisle.templates.group.GroupNames;
import org.aisle.templates.group.GroupQueryOutcome;
import org.aisle.templates.group.GroupQueryReader;
import org.aisle.ui.groups.GroupVocabulary.Offer;

/** The fields of a device group: its query as rows and, the same, as text. */
final class GroupForm extends Div {

  private static final String ROWS =
      "All of these must hold. A device that is registered, moved or changed is in or out at once.";
  private static final String TEXT_ONLY =
      "This query says more than rows can: it has ||, brackets or !. Change it as text.";

  private final Offer offer;
  private final Runnable changed;
  private final TextField name = new TextField("Name");
  private final TextField id = new TextField("Id");
  private final TextArea text = new TextArea("The same as text");
  private final Paragraph said = new Paragraph(ROWS);
  private final Div rows = new Div();
  private final Button more = new Button("Add a condition", VaadinIcon.PLUS.create());
  private final List<ConditionRow> conditions = new ArrayList<>();
  private final boolean isNew;
  private boolean setting;
  private boolean idChosen;

  GroupForm(Offer offer, DeviceGroup group, boolean isNew, Runnable changed) {
    this.offer = offer;
    this.changed = changed;
    this.isNew = isNew;
    addClassName("group-form");
    name.setMaxLength(200);
    name.setRequiredIndicatorVisible(true);
    name.setValueChangeMode(ValueChangeMode.LAZY);
    id.setMaxLength(63);
    id.setHelperText("Stays for ever: a to z, 0 to 9 and '-'.");
    id.setVisible(isNew);
    text.setMaxLength(2_000);
    text.setMinRows(2);
    text.addClassName("condition-text");
    text.getElement().setAttribute("spellcheck", "false");
    text.setValueChangeMode(ValueChangeMode.LAZY);
    rows.addClassName("conditions");
    name.setValue(group.name());
    id.setValue(group.id());
    name.addValueChangeListener(
        change -> {
          if (isNew && !idChosen) {
            setting = true;
            id.setValue(idOf(change.getValue()));
            setting = false;
          }
          tell();
        });
    id.addValueChangeListener(
        change -> {
          idChosen |= change.isFromClient();
          tell();
        });
    text.addValueChangeListener(
        change -> {
          if (!setting) {
            showRows(text.getValue());
            tell();
          }
        });
    more.addClickListener(
        click -> add(new Condition(Attribute.of(Kind.TEMPLATE), Condition.Test.IS, "")));
    add(part("What it is", name, id), part("Which devices are in it", said, rows, more, text));
    setting = true;
    text.setValue(group.query());
    showRows(group.query());
    setting = false;
  }

  private static Div part(String heading, com.vaadin.flow.component.Component... content) {
    Div form = new Div(content);
    form.addClassName("form");
    Div part = new Div(new H2(heading), form);
    part.addClassName("panel");
    return part;
  }

  private void tell() {
    if (!setting) {
      changed.run();
    }
  }

  private void showRows(String query) {
    Optional<List<Condition>> shown =
        query.isBlank()
            ? Optional.of(List.of())
            : GroupQueryReader.read(query, GroupNames.ANY)
                    instanceof GroupQueryOutcome.Read(var read)
                ? Condition.rows(read)
                : Optional.empty();
    boolean sound =
        query.isBlank()
            || GroupQueryReader.read(query, GroupNames.ANY) instanceof GroupQueryOutcome.Read;
    if (!sound) {
      return;
    }
    rows.removeAll();
    conditions.clear();
    said.setText(shown.isPresent() ? ROWS : TEXT_ONLY);
    more.setVisible(shown.isPresent());
    shown.ifPresent(all -> all.forEach(this::add));
  }

  private void add(Condition condition) {
    ConditionRow row =
        new ConditionRow(
            offer,
            condition,
            this::rowsChanged,
            away -> {
              conditions.remove(away);
              rows.remove(away);
              rowsChanged();
            });
    conditions.add(row);
    rows.add(row);
  }

  private void rowsChanged() {
    setting = true;
    List<Condition> all = conditions.stream().flatMap(row -> row.condition().stream()).toList();
    text.setValue(Condition.query(all).map(query -> query.text()).orElse(""));
    setting = false;
    tell();
  }

  DeviceGroup group() {
    return new DeviceGroup(id.getValue().strip(), name.getValue().strip(), text.getValue().strip());
  }

  /** Shows what is wrong with the query below its text. */
  void show(List<GroupFault> faults) {
    boolean blank = text.getValue().isBlank();
    text.setInvalid(!faults.isEmpty() && !blank);
    text.setErrorMessage(
        faults.stream()
            .map(fault -> "Character %d: %s".formatted(fault.column(), fault.sentence()))
            .collect(Collectors.joining(" ")));
  }

  void setReadOnly() {
    name.setReadOnly(true);
    text.setReadOnly(true);
    rows.setEnabled(false);
    more.setVisible(false);
  }

  boolean isNew() {
    return isNew;
  }

  /** An id made of a name: {@code Coolers in the north} becomes {@code coolers-in-the-north}. */
  static String idOf(String name) {
    String plain =
        Normalizer.normalize(name, Normalizer.Form.NFD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^[^a-z]+|-+$", "");
    return plain.length() <= 63 ? plain : plain.substring(0, 63);
  }
}
