package org.aisle.ui.models;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import org.aisle.backend.models.ModelProblem;

/** Everything that keeps a draft from being published, each with the place it is at. */
final class DraftProblems extends Div {

  private static final int MOST = 100;

  DraftProblems() {
    addClassName("rule-faults");
    getElement().setAttribute("role", "status");
  }

  void show(List<ModelProblem> problems) {
    removeAll();
    if (problems.isEmpty()) {
      add(new Paragraph("Nothing keeps it from being published. Compare it to see what changes."));
      return;
    }
    add(
        new Paragraph(
            problems.size() == 1
                ? "One thing keeps it from being published:"
                : "%,d things keep it from being published:".formatted(problems.size())));
    UnorderedList list = new UnorderedList();
    for (ModelProblem problem : problems.subList(0, Math.min(MOST, problems.size()))) {
      ListItem item = new ListItem(new Span(problem.sentence()));
      if (!problem.path().isEmpty()) {
        Span where =
            new Span(
                "%s · line %,d, column %,d"
                    .formatted(problem.path(), problem.line(), problem.column()));
        where.addClassNames("mono", "muted", "model-where");
        item.add(where);
      }
      list.add(item);
    }
    add(list);
    if (problems.size() > MOST) {
      add(new Paragraph("And %,d more.".formatted(problems.size() - MOST)));
    }
  }
}
