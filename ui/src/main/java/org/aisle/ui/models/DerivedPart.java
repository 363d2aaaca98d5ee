package org.aisle.ui.models;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.aisle.templates.condition.Vocabulary;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.dtdl.DerivedDraft;
import org.aisle.templates.dtdl.EditOutcome.EditProblem;
import org.aisle.templates.dtdl.ModelEdit;
import org.aisle.ui.models.EntryDialog.Names;
import org.aisle.ui.models.EntryDialog.Target;
import org.aisle.ui.rules.ConditionField;
import org.aisle.ui.rules.DurationField;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is particular about a derived field: how it follows, checked while it is written. */
final class DerivedPart implements EntryDialog.Part {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String SLIDING = "the time just before each reading";
  private static final String DAY = "the day, from midnight at its place";
  private static final String ALWAYS = "all the time since its first reading";

  private final @Nullable DerivedDraft before;
  private final Select<DerivationKind> kind = new Select<>();
  private final ConditionField condition = new ConditionField("Condition");
  private final TextField constant = new TextField("Time constant in minutes");
  private final ComboBox<String> position = new ComboBox<>("Position");
  private final Select<String> period = new Select<>();
  private final DurationField width = new DurationField("How long");
  private final MachineField machine;
  private final SchemaField schema = new SchemaField("Type");
  private final QuantityFields quantity = new QuantityFields(this::changed);
  private final DurationField every = new DurationField("Worked out at most every (empty: usual)");
  private final DurationField gap = new DurationField("A value stands for at most (empty: usual)");
  private final ObjectNode kept;
  private @Nullable EntryDialog dialog;
  private boolean setting = true;

  private DerivedPart(@Nullable DerivedDraft before, @Nullable DeviceTemplate known) {
    this.before = before;
    this.kept = before == null ? JsonNodeFactory.instance.objectNode() : tree(before.derivation());
    this.machine = new MachineField(known == null ? null : Vocabulary.of(known), this::changed);
    kind.setLabel("It follows as");
    kind.setItems(DerivationKind.values());
    kind.setItemLabelGenerator(DerivationKind::label);
    if (known != null) {
      condition.setVocabulary(Vocabulary.of(known));
      position.setItems(
          known.telemetry().stream()
              .filter(f -> f.type() instanceof FieldType.GeoPoint)
              .map(Field::path)
              .toList());
    }
    position.setAllowCustomValue(true);
    position.addCustomValueSetListener(custom -> position.setValue(custom.getDetail()));
    constant.setHelperText("A number, or an expression such as property.timeConstant.");
    constant.setMaxLength(2_000);
    constant.setValueChangeMode(ValueChangeMode.LAZY);
    period.setLabel("Over");
    period.setItems(DAY, SLIDING, ALWAYS);
    show();
    listen();
    setting = false;
    arrange();
  }

  /**
   * @param before null for a new one
   * @param known whose names it may use; null when the draft has faults
   */
  static EntryDialog dialog(
      Target target, @Nullable DerivedDraft before, @Nullable DeviceTemplate known) {
    DerivedPart part = new DerivedPart(before, known);
    EntryDialog dialog =
        new EntryDialog(
            before == null ? "Add a derived field" : "Change " + before.name(),
            target,
            part,
            before == null
                ? null
                : new Names(before.name(), before.displayName(), before.description()));
    part.dialog = dialog;
    part.arrange();
    return dialog;
  }

  private static ObjectNode tree(String json) {
    try {
      if (MAPPER.readTree(json) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      // shown as the text it is
    }
    return JsonNodeFactory.instance.objectNode();
  }

  private void show() {
    period.setValue(DAY);
    width.setValue(Duration.ofHours(1));
    if (before == null) {
      kind.setValue(DerivationKind.EXPRESSION);
      schema.setValue("double");
      return;
    }
    DerivationKind of = DerivationKind.of(kept.path("kind").asString(""));
    kind.setValue(of);
    condition.setValue(
        kept.path("expression").asString(kept.path("condition").asString(text("of"))));
    position.setValue(text("of").isEmpty() ? null : text("of"));
    constant.setValue(kept.path("timeConstantMinutes").asString(""));
    JsonNode over = kept.path("period");
    period.setValue(over.isObject() ? SLIDING : over.asString("").equals("always") ? ALWAYS : DAY);
    Duration slides = duration(over.path("sliding").asString(text("window")));
    width.setValue(slides == null ? Duration.ofHours(1) : slides);
    if (of == DerivationKind.STATE_MACHINE) {
      machine.show(before.schema(), before.derivation());
    }
    schema.setValue(before.schema());
    quantity.show(before.semanticType(), before.unit());
    every.setValue(duration(before.every()));
    gap.setValue(duration(before.gap()));
  }

  private String text(String key) {
    return kept.path(key).asString("");
  }

  private static @Nullable Duration duration(@Nullable String text) {
    try {
      return text == null || text.isEmpty() ? null : Duration.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private void listen() {
    kind.addValueChangeListener(
        change -> {
          DerivationKind now = kind.getValue();
          if (now != null && now.schema() != null) {
            schema.setValue(Objects.requireNonNull(now.schema()));
          }
          if (now != null && !now.choosesQuantity()) {
            quantity.show(now.semanticType(), now.unit());
          }
          changed();
        });
    condition.addValueChangeListener(change -> changed());
    constant.addValueChangeListener(change -> changed());
    position.addValueChangeListener(change -> changed());
    period.addValueChangeListener(change -> changed());
    List.of(width, every, gap).forEach(d -> d.addValueChangeListener(change -> changed()));
    schema.addValueChangeListener(change -> changed());
  }

  private void changed() {
    if (!setting) {
      arrange();
      if (dialog != null) {
        dialog.look();
      }
    }
  }

  private DerivationKind chosen() {
    return kind.getValue() == null ? DerivationKind.EXPRESSION : kind.getValue();
  }

  private void arrange() {
    DerivationKind now = chosen();
    boolean states = now == DerivationKind.STATE_MACHINE;
    condition.setVisible(!states && !now.isOfPositions());
    condition.setLabel(
        now == DerivationKind.EXPRESSION
            ? "Expression"
            : now.isCounted() ? "Condition" : "Of the value");
    constant.setVisible(now == DerivationKind.FIRST_ORDER_LAG);
    position.setVisible(now.isOfPositions());
    period.setVisible(now.isOverPeriod());
    width.setVisible(
        now == DerivationKind.MEAN_KINETIC_TEMPERATURE
            || now.isOverPeriod() && SLIDING.equals(period.getValue()));
    machine.setVisible(states);
    schema.setVisible(now.schema() == null && !states);
    quantity.setVisible(now.choosesQuantity() && SchemaField.isNumber(schema.getValue()));
    if (dialog != null) {
      dialog.wide(states);
    }
  }

  @Override
  public List<Component> components() {
    Div over = new Div(period, width);
    over.addClassName("field-row");
    Div pace = new Div(every, gap);
    pace.addClassName("field-row");
    return List.of(kind, condition, constant, position, over, machine, schema, quantity, pace);
  }

  @Override
  public @Nullable ModelEdit edit(Names names) {
    DerivationKind now = chosen();
    DerivedDraft same = before != null && text("kind").equals(now.word()) ? before : null;
    DerivedDraft field =
        new DerivedDraft(
            names.name(),
            names.displayName(),
            names.description(),
            schema(now, same),
            now.choosesQuantity()
                ? quantity.semanticType()
                : same == null ? now.semanticType() : same.semanticType(),
            now.choosesQuantity() ? quantity.unit() : same == null ? now.unit() : same.unit(),
            derivation(now),
            text(every.getValue()),
            text(gap.getValue()));
    return before == null
        ? new ModelEdit.AddDerived(field)
        : new ModelEdit.ChangeDerived(before.name(), field);
  }

  private String schema(DerivationKind now, @Nullable DerivedDraft same) {
    if (now == DerivationKind.STATE_MACHINE) {
      return machine.schema();
    }
    String given = now.schema();
    return given == null ? schema.getValue() : same == null ? given : same.schema();
  }

  private static @Nullable String text(@Nullable Duration length) {
    return length == null || length.isZero() ? null : length.toString();
  }

  /** What the form does not show, such as an activation energy, stays while the kind does. */
  private String derivation(DerivationKind now) {
    if (now == DerivationKind.STATE_MACHINE) {
      return machine.derivation();
    }
    boolean same = text("kind").equals(now.word());
    ObjectNode made = same ? kept.deepCopy() : JsonNodeFactory.instance.objectNode();
    made.put("kind", now.word());
    String written = condition.getValue();
    if (now == DerivationKind.EXPRESSION) {
      made.put("expression", written);
    } else if (now.isCounted()) {
      made.put("condition", written);
    } else {
      String where = position.getValue() == null ? "" : position.getValue();
      made.put("of", now.isOfPositions() ? where : written);
    }
    if (now == DerivationKind.FIRST_ORDER_LAG) {
      made.put("timeConstantMinutes", constant.getValue().strip());
    }
    String length = width.or(Duration.ofHours(1)).toString();
    if (now == DerivationKind.MEAN_KINETIC_TEMPERATURE) {
      made.put("window", length);
    }
    if (now.isOverPeriod()) {
      if (SLIDING.equals(period.getValue())) {
        made.putObject("period").put("sliding", length);
      } else {
        made.put("period", ALWAYS.equals(period.getValue()) ? "always" : "day");
      }
    }
    return made.toString();
  }

  /** What is wrong with a condition is told below it. */
  @Override
  public List<EditProblem> show(List<EditProblem> problems) {
    if (chosen() == DerivationKind.STATE_MACHINE) {
      return machine.show(problems);
    }
    List<String> own =
        problems.stream()
            .filter(DerivedPart::isOfCondition)
            .map(EditProblem::sentence)
            .distinct()
            .toList();
    boolean here = condition.isVisible() && !condition.getValue().isEmpty() && !own.isEmpty();
    condition.setErrorMessage(here ? String.join(" ", own) : "");
    condition.setInvalid(here);
    return here ? problems.stream().filter(p -> !isOfCondition(p)).toList() : problems;
  }

  private static boolean isOfCondition(EditProblem problem) {
    return problem.code().startsWith("dtdl.condition");
  }
}
