package org.aisle.ui.gallery;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import org.aisle.templates.app.AppTemplate;

/** A template that an app can be made from. */
final class TemplateCard extends Div {

  TemplateCard(AppTemplate template, Runnable use) {
    this(
        template.name(),
        template.story().strip(),
        "%d simulated devices · %d places · version %s"
            .formatted(
                template.fleet().members().size(), template.places().size(), template.version()),
        use);
    Accent.paint(this, template.theme().accent());
  }

  private TemplateCard(String name, String story, String contents, Runnable use) {
    addClassName("template-card");
    Span facts = new Span(contents);
    facts.addClassName("muted");
    Button button = new Button("Use", click -> use.run());
    button.setAriaLabel("Create an app from " + name);
    Div foot = new Div(facts, button);
    foot.addClassName("template-foot");
    add(new H3(name), new Paragraph(story), foot);
  }

  /** For those who bring their own device templates. */
  static TemplateCard empty(Runnable use) {
    return new TemplateCard(
        "Empty app",
        "Start without devices or dashboards, and publish your own device templates over REST.",
        "For solution builders",
        use);
  }
}
