package org.aisle.ui.gallery;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import org.aisle.templates.app.AppTemplate;

/** A template that an app can be made from: its dashboard, its story, what it holds. */
final class TemplateCard extends Div {

  TemplateCard(AppTemplate template, Runnable use) {
    this(
        new DashboardPicture(template),
        template.name(),
        template.story().strip().replaceAll("\\s+", " "),
        "For: " + template.persona(),
        facts(template),
        use);
    Accent.paint(this, template.theme().accent());
  }

  private TemplateCard(
      Component picture,
      String name,
      String story,
      String persona,
      List<String> facts,
      Runnable use) {
    addClassName("template-card");
    Paragraph told = new Paragraph(story);
    told.addClassName("template-story");
    told.setTitle(story);
    Span who = new Span(persona);
    who.addClassName("template-persona");
    UnorderedList list = new UnorderedList();
    list.addClassName("template-facts");
    facts.forEach(fact -> list.add(new ListItem(fact)));
    Button button = new Button("Use", click -> use.run());
    button.setAriaLabel("Use " + name);
    Div foot = new Div(list, button);
    foot.addClassName("template-foot");
    Div words = new Div(new H3(name), told, who, foot);
    words.addClassName("template-words");
    add(picture, words);
  }

  /** For those who bring their own device templates. */
  static TemplateCard empty(Runnable use) {
    return new TemplateCard(
        new DashboardPicture(),
        "Empty app",
        "Start without devices or dashboards, and publish your own device templates.",
        "For: solution builders",
        List.of("Nothing in it yet"),
        use);
  }

  static List<String> facts(AppTemplate template) {
    return List.of(
        count(template.fleet().members().size(), "device"),
        count(template.places().size(), "place"),
        count(template.rules().size(), "rule"),
        count(template.dashboards().size(), "dashboard"));
  }

  static String count(long number, String what) {
    return "%,d %s%s".formatted(number, what, number == 1 ? "" : "s");
  }
}
