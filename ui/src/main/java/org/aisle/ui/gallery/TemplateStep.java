package org.aisle.ui.gallery;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import java.util.List;
import java.util.function.Consumer;
import org.aisle.backend.registry.AppGallery;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.app.AppTemplate;
import org.jspecify.annotations.Nullable;

/** Which scenario it is; choosing one leads on. */
final class TemplateStep implements Step {

  private final AppGallery gallery;
  private final Consumer<@Nullable AppTemplate> chosen;

  TemplateStep(AppGallery gallery, Consumer<@Nullable AppTemplate> chosen) {
    this.gallery = gallery;
    this.chosen = chosen;
  }

  @Override
  public String label() {
    return "Template";
  }

  @Override
  public String question() {
    return "What is it about?";
  }

  @Override
  public Component fields() {
    Div cards = new Div();
    cards.addClassName("template-cards");
    for (AppTemplate template : gallery.all()) {
      cards.add(new TemplateCard(template, () -> chosen.accept(template)));
    }
    cards.add(TemplateCard.empty(() -> chosen.accept(null)));
    return cards;
  }

  @Override
  public boolean concerns(Problem problem) {
    return problem.code().startsWith("app-template.");
  }

  @Override
  public void show(List<Problem> problems) {
    // a template of the gallery is always there
  }
}
