package org.aisle.templates.dtdl;

import static org.aisle.templates.dtdl.ModelEditsTest.FRIDGE;
import static org.aisle.templates.dtdl.ModelEditsTest.LINE;
import static org.aisle.templates.dtdl.ModelEditsTest.edited;
import static org.aisle.templates.dtdl.ModelEditsTest.template;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.dtdl.FieldDraft.Kind;
import org.aisle.templates.dtdl.ModelEdit.AddField;
import org.aisle.templates.dtdl.ModelEdit.ChangeField;
import org.aisle.templates.dtdl.ModelEdit.Describe;
import org.aisle.templates.dtdl.ModelEdit.RemoveField;
import org.aisle.templates.dtdl.ModelEdit.Rename;

/** Whatever is edited: what was made can be undone, and what is refused changed nothing. */
class ModelEditsPropertyTest {

  @Property(tries = 300)
  void what_was_added_and_removed_was_never_there(@ForAll("drafts") FieldDraft draft) {
    if (ModelEdits.apply(FRIDGE, LINE, List.of(new AddField(draft)))
        instanceof EditOutcome.Edited(String with)) {
      assertThat(ModelForm.of(with, LINE).orElseThrow().field(draft.name())).contains(draft);
      same(edited(with, new RemoveField(draft.name())), FRIDGE);
    }
  }

  @Property(tries = 300)
  void what_was_changed_there_and_back_is_the_same(@ForAll("drafts") FieldDraft draft) {
    FieldDraft was = ModelForm.of(FRIDGE, LINE).orElseThrow().field("air").orElseThrow();
    if (ModelEdits.apply(FRIDGE, LINE, List.of(new ChangeField("air", draft)))
        instanceof EditOutcome.Edited(String with)) {
      same(edited(with, new ChangeField(draft.name(), was)), FRIDGE);
      assertThat(edited(with, new ChangeField(draft.name(), draft))).isEqualTo(with);
    }
  }

  @Property(tries = 300)
  void any_words_are_taken_or_refused_and_taken_back(@ForAll String name, @ForAll String text) {
    for (ModelEdit edit : List.of(new Rename(name), new Describe(text))) {
      EditOutcome outcome = ModelEdits.apply(FRIDGE, LINE, List.of(edit));
      if (outcome instanceof EditOutcome.Edited(String with)) {
        same(edited(with, new Rename("Fridge"), new Describe(null)), FRIDGE);
      }
    }
    EditOutcome added =
        ModelEdits.apply(FRIDGE, LINE, List.of(new AddField(FieldDraft.telemetry(name, text))));
    assertThat(added instanceof EditOutcome.Edited(String with) && !isField(with, name)).isFalse();
  }

  @Property(tries = 500)
  void any_text_has_a_form_or_none_and_an_outcome(@ForAll String text, @ForAll String line) {
    ModelForm.of(text, line);
    ModelEdits.apply(text, line, List.of(new RemoveField(text)));
    ModelImport.read(text);
    String cut = FRIDGE.substring(0, Math.abs(text.hashCode() % FRIDGE.length()));
    assertThat(ModelEdits.apply(cut, LINE, List.of(new Rename("x"))))
        .isInstanceOf(EditOutcome.Refused.class);
  }

  private static boolean isField(String dtdl, String name) {
    return template(dtdl).field(name).isPresent();
  }

  /** The text may name another context than before; the template does not know. */
  private static void same(String dtdl, String other) {
    assertThat(plain(template(dtdl))).isEqualTo(plain(template(other)));
  }

  private static DeviceTemplate plain(DeviceTemplate t) {
    return new DeviceTemplate(
        t.id(),
        t.displayName(),
        t.description(),
        t.telemetry(),
        t.derived(),
        t.properties(),
        t.commands(),
        t.relationships(),
        "");
  }

  @Provide
  static Arbitrary<FieldDraft> drafts() {
    Arbitrary<String> names =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(8)),
            net.jqwik.api.Tuple.of(
                1,
                Arbitraries.of(
                    "", "air", "door", "setPoint", "observed_at", "a.b", "x\u0000", "{}", "ä")),
            net.jqwik.api.Tuple.of(1, Arbitraries.strings().ofMaxLength(70)));
    Arbitrary<String> schemas =
        Arbitraries.of(
            "double",
            "integer",
            "boolean",
            "string",
            "geopoint",
            "",
            "{",
            "{\"@type\":\"Enum\",\"valueSchema\":\"string\",\"enumValues\":[{\"name\":\"a\",\"enumValue\":\"A\"}]}",
            "{\"@type\":\"Array\",\"elementSchema\":\"double\"}");
    Arbitrary<String[]> quantities =
        Arbitraries.of(
            new String[] {null, null},
            new String[] {"Temperature", "degreeCelsius"},
            new String[] {"Temperature", "percent"},
            new String[] {"SignalLevel", "decibelMilliwatt"},
            new String[] {null, "lux"},
            new String[] {"Warmth", "x"});
    Arbitrary<Double> limits = Arbitraries.doubles().between(-1e9, 1e9).injectNull(0.5);
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            names,
            Arbitraries.of("A", "", "<b>\"", "\u202e").injectNull(0.3),
            schemas,
            quantities,
            Arbitraries.of(true, false),
            limits,
            limits)
        .as(
            (kind, name, label, schema, quantity, flag, least, most) ->
                new FieldDraft(
                    kind,
                    name,
                    label,
                    label,
                    schema,
                    quantity[0],
                    quantity[1],
                    flag && kind == Kind.TELEMETRY,
                    flag && kind == Kind.PROPERTY,
                    least,
                    most));
  }
}
