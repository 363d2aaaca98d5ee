package org.aisle.ui.rules;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.condition.Vocabulary;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.Rule.Clear;
import org.aisle.templates.rule.Rule.Unless;
import org.aisle.templates.rule.RuleFault;
import org.aisle.templates.rule.Severity;
import org.aisle.ui.format.SeverityMark;
import org.jspecify.annotations.Nullable;

/**
 * A rule as a form. What few rules need is folded until it is used. Faults are shown under their
 * fields once these hold something.
 */
final class RuleForm extends Div {

  private final RuleScope scope;
  private final Runnable changed;
  private final TextField name = new TextField("Name");
  private final TextField id = new TextField("Id");
  private final TextArea description = new TextArea("Description");
  private final Select<String> template = new Select<>();
  private final RadioButtonGroup<Severity> severity = new RadioButtonGroup<>("Severity");
  private final TriggerForm trigger;
  private final WhereField where = new WhereField();
  private final ComboBox<String> group = new ComboBox<>("In the device group");
  private final ConditionField clear =
      new ConditionField("It is over when (empty: when it no longer holds)");
  private final DurationField clearFor = new DurationField("For at least");
  private final ConditionField unless = new ConditionField("Nothing is judged while");
  private final DurationField settle = new DurationField("And after it for");
  private final ScheduleField schedule =
      new ScheduleField("Only then; no day means always. Hours of the device's place");
  private final EscalationsField escalations = new EscalationsField();
  private final NotifyForm notify;
  private final DurationField gap = new DurationField("A value stands for at most");
  private final Details whereFold;
  private final Details clearFold;
  private final Details unlessFold;
  private final Details scheduleFold;
  private final Details escalationsFold;
  private final Details notifyFold;
  private final Details gapFold;
  private final Map<String, HasValidation> fields = new LinkedHashMap<>();
  private final Set<HasValidation> touched = new HashSet<>();
  private boolean enabled = true;
  private boolean setting;

  RuleForm(RuleScope scope, Runnable changed) {
    this.scope = scope;
    this.changed = changed;
    this.trigger = new TriggerForm(scope, this::changed);
    this.notify = new NotifyForm(scope, this::changed);
    addClassName("rule-form");
    name.setMaxLength(200);
    name.setRequiredIndicatorVisible(true);
    id.setMaxLength(63);
    id.setHelperText("Stays for ever: a to z, 0 to 9 and '-'.");
    description.setMaxLength(2_000);
    description.setMinRows(2);
    template.setLabel("Devices of the template");
    template.setItems(scope.templates().stream().map(t -> t.id().lastSegment()).toList());
    template.setItemLabelGenerator(
        word -> scope.template(word).map(DeviceTemplate::displayName).orElse(word));
    severity.setItems(Severity.values());
    severity.setItemLabelGenerator(SeverityMark::word);
    severity.addClassName("range");
    group.setItems(scope.groups().stream().map(DeviceGroup::id).toList());
    group.setItemLabelGenerator(scope::groupName);
    group.setClearButtonVisible(true);
    group.setPlaceholder("Any");
    group.setHelperText("As it was at each reading. Groups are made on the page Device groups.");
    whereFold = fold("Only some devices", group, where);
    clearFold = fold("When it is over", clear, clearFor);
    unlessFold = fold("Not while", unless, settle);
    scheduleFold = fold("Only at some hours", schedule);
    escalationsFold = fold("When it gets worse", escalations);
    notifyFold = fold("Who is told", notify);
    gap.setHelperText("Readings further apart than this tell nothing about the time between.");
    gapFold = fold("Gaps in the data", gap);
    listen();
    add(
        part("What it is", name, id, description, template, severity),
        part("When there is an alert", trigger),
        part(
            "And if needed",
            whereFold,
            clearFold,
            unlessFold,
            scheduleFold,
            escalationsFold,
            notifyFold,
            gapFold));
    register();
  }

  private static Component part(String heading, Component... content) {
    Div form = new Div(content);
    form.addClassName("form");
    Div part = new Div(new H2(heading), form);
    part.addClassName("panel");
    return part;
  }

  private static Details fold(String summary, Component... content) {
    Div form = new Div(content);
    form.addClassName("form");
    Details fold = new Details(summary, form);
    fold.addClassName("rule-fold");
    return fold;
  }

  private void listen() {
    for (TextField text : List.of(name, id)) {
      text.setValueChangeMode(ValueChangeMode.LAZY);
    }
    description.setValueChangeMode(ValueChangeMode.LAZY);
    name.addValueChangeListener(
        change -> {
          if (!id.isReadOnly() && id.getValue().equals(idOf(change.getOldValue()))) {
            id.setValue(idOf(change.getValue()));
          }
          changed();
        });
    id.addValueChangeListener(change -> changed());
    description.addValueChangeListener(change -> changed());
    template.addValueChangeListener(
        change -> {
          vocabulary();
          changed();
        });
    severity.addValueChangeListener(change -> changed());
    where.addValueChangeListener(change -> changed());
    List.of(clear, unless).forEach(c -> c.addValueChangeListener(change -> changed()));
    List.of(clearFor, settle, gap).forEach(d -> d.addValueChangeListener(change -> changed()));
    schedule.addValueChangeListener(change -> changed());
    escalations.addValueChangeListener(change -> changed());
  }

  private void register() {
    fields.put("name", name);
    fields.put("id", id);
    fields.put("description", description);
    fields.put("template", template);
    fields.put("where", where);
    fields.put("clear", clear);
    fields.put("clear.for", clearFor);
    fields.put("unless", unless);
    fields.put("unless.settle", settle);
    fields.put("schedule", schedule);
    fields.put("escalate", escalations);
    fields.put("gap", gap);
    fields.putAll(trigger.fields());
    fields.putAll(notify.fields());
  }

  /** An id that says what the name says. */
  static String idOf(@Nullable String name) {
    String plain =
        java.text.Normalizer.normalize(name == null ? "" : name, java.text.Normalizer.Form.NFD)
            .toLowerCase(java.util.Locale.ROOT)
            .replaceAll("\\p{M}", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^[^a-z]+|-+$", "");
    return plain.length() <= 63 ? plain : plain.substring(0, 63).replaceAll("-+$", "");
  }

  private void vocabulary() {
    DeviceTemplate chosen =
        template.getValue() == null ? null : scope.template(template.getValue()).orElse(null);
    where.setTemplate(chosen, scope.assets());
    if (chosen != null) {
      Vocabulary names = Vocabulary.of(chosen, scope.assets());
      trigger.setVocabulary(names);
      clear.setVocabulary(names);
      unless.setVocabulary(names);
      escalations.setVocabulary(names);
    }
  }

  private void changed() {
    if (!setting) {
      changed.run();
    }
  }

  Rule rule() {
    String over = clear.getValue();
    String not = unless.getValue();
    return new Rule(
        id.getValue().strip(),
        name.getValue().strip(),
        description.getValue().isBlank() ? null : description.getValue().strip(),
        template.getValue() == null ? "" : template.getValue(),
        new TreeMap<>(where.getValue()),
        group.getValue(),
        trigger.trigger(),
        over.isEmpty() ? null : new Clear(over, clearFor.or(Duration.ZERO)),
        not.isEmpty() ? null : new Unless(not, settle.or(Duration.ZERO)),
        schedule.getValue(),
        severity.getValue() == null ? Severity.WARNING : severity.getValue(),
        escalations.getValue(),
        gap.or(Duration.ZERO),
        notify.notification(),
        enabled);
  }

  /** Shows a rule without telling anybody. */
  void show(Rule rule, boolean isNew) {
    setting = true;
    id.setReadOnly(!isNew || id.isReadOnly());
    id.setVisible(isNew);
    name.setValue(rule.name());
    id.setValue(rule.id());
    description.setValue(rule.description() == null ? "" : rule.description());
    if (!rule.template().isEmpty() && !template.getListDataView().contains(rule.template())) {
      template.getListDataView().addItem(rule.template());
    }
    template.setValue(rule.template().isEmpty() ? null : rule.template());
    vocabulary();
    severity.setValue(rule.severity());
    trigger.show(rule.trigger());
    where.setValue(rule.where());
    if (rule.group() != null && !group.getListDataView().contains(rule.group())) {
      group.getListDataView().addItem(rule.group());
    }
    group.setValue(rule.group());
    Clear over = rule.clear();
    clear.setValue(over == null ? "" : over.condition());
    clearFor.setValue(over == null ? Duration.ZERO : over.holdFor());
    Unless not = rule.unless();
    unless.setValue(not == null ? "" : not.condition());
    settle.setValue(not == null ? Duration.ZERO : not.settle());
    schedule.setValue(rule.schedule());
    escalations.setValue(rule.escalations());
    notify.show(rule.notification());
    gap.setValue(rule.gap());
    enabled = rule.enabled();
    open(whereFold, !rule.where().isEmpty() || rule.group() != null);
    open(clearFold, over != null);
    open(unlessFold, not != null);
    open(scheduleFold, rule.schedule() != null);
    open(escalationsFold, !rule.escalations().isEmpty());
    open(notifyFold, !rule.notification().to().isEmpty());
    open(gapFold, !rule.gap().equals(Rule.USUAL_GAP));
    setting = false;
  }

  private static void open(Details fold, boolean used) {
    fold.setOpened(fold.isOpened() || used);
  }

  /** Shows each fault under the field it belongs to. */
  void show(List<RuleFault> faults) {
    Map<HasValidation, String> sentences = new LinkedHashMap<>();
    for (RuleFault fault : faults) {
      HasValidation field = field(fault.key());
      if (field != null) {
        sentences.merge(field, fault.sentence(), (a, b) -> a + " " + b);
      }
    }
    for (HasValidation field : new HashSet<>(fields.values())) {
      String sentence = sentences.get(field);
      boolean show = sentence != null && (touched.contains(field) || holdsSomething(field));
      if (show) {
        touched.add(field);
      }
      field.setErrorMessage(show ? sentence : "");
      field.setInvalid(show);
    }
  }

  private static boolean holdsSomething(HasValidation field) {
    return !(field instanceof com.vaadin.flow.component.HasValue<?, ?> value) || !value.isEmpty();
  }

  /** The field of the longest key that the fault's key begins with. */
  private @Nullable HasValidation field(String key) {
    HasValidation best = null;
    int length = -1;
    for (Map.Entry<String, HasValidation> entry : fields.entrySet()) {
      String own = entry.getKey();
      boolean fits = key.equals(own) || key.startsWith(own + ".") || key.startsWith(own + "[");
      if (fits && own.length() > length) {
        best = entry.getValue();
        length = own.length();
      }
    }
    return best;
  }

  void setReadOnly(boolean readOnly) {
    List.of(name, id).forEach(text -> text.setReadOnly(readOnly));
    description.setReadOnly(readOnly);
    template.setReadOnly(readOnly);
    severity.setReadOnly(readOnly);
    trigger.setReadOnly(readOnly);
    where.setReadOnly(readOnly);
    List.of(clear, unless).forEach(c -> c.setReadOnly(readOnly));
    List.of(clearFor, settle, gap).forEach(d -> d.setReadOnly(readOnly));
    schedule.setReadOnly(readOnly);
    escalations.setReadOnly(readOnly);
    notify.setReadOnly(readOnly);
  }
}
