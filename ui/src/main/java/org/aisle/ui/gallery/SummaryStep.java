package org.aisle.ui.gallery;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import java.util.function.Supplier;
import org.aisle.backend.registry.AppPlans.Outlook;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.app.AppTemplate;
import org.aisle.ui.shell.AppMark;

/** Everything that was chosen, before it is made. */
final class SummaryStep implements Step {

  private final Draft draft;
  private final Supplier<Outcome<Outlook>> outlook;
  private final Div refusal = new Div();

  SummaryStep(Draft draft, Supplier<Outcome<Outlook>> outlook) {
    this.draft = draft;
    this.outlook = outlook;
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
  }

  @Override
  public String label() {
    return "Summary";
  }

  @Override
  public String question() {
    return "Is that what you want?";
  }

  @Override
  public Component fields() {
    AppTemplate template = draft.template();
    DescriptionList facts = new DescriptionList();
    facts.addClassName("facts");
    fact(facts, "Name", draft.name());
    fact(facts, "Id", draft.id());
    fact(facts, "Time zone", draft.zone());
    fact(facts, "Template", template == null ? "None: an empty app" : template.name());
    if (template != null) {
      fact(facts, "In it", String.join(" · ", TemplateCard.facts(template)));
    }
    if (outlook.get() instanceof Outcome.Done<Outlook>(Outlook out)) {
      fact(facts, "Simulated", SimulationStep.sentence(out));
    }
    fact(
        facts,
        "Look",
        "%s%s"
            .formatted(
                draft.theme().accent(), draft.theme().logo() == null ? "" : ", with a logo"));
    String accent = draft.theme().accent();
    AppMark mark = new AppMark(draft.name(), accent == null ? "" : accent, null);
    Div panel = new Div(mark, facts);
    panel.addClassNames("panel", "wizard-summary");
    Div all = new Div(refusal, panel);
    all.addClassName("stack");
    return all;
  }

  private static void fact(DescriptionList facts, String term, String value) {
    facts.add(new DescriptionList.Term(term), new DescriptionList.Description(value));
  }

  /** Whatever no step before has shown. */
  @Override
  public boolean concerns(Problem problem) {
    return true;
  }

  @Override
  public void show(List<Problem> problems) {
    UnorderedList list = new UnorderedList();
    problems.forEach(problem -> list.add(new ListItem(problem.sentence())));
    refusal.removeAll();
    refusal.add(list);
    refusal.setVisible(!problems.isEmpty());
  }
}
