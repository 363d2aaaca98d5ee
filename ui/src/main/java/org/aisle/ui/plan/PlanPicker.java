package org.aisle.ui.plan;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.dependency.StyleSheet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A picture of a floor on which somebody puts things: a click puts another one, marks are dragged
 * or moved with the arrow keys.
 */
@Tag("aisle-plan-picker")
@StyleSheet("context://aisle/things.css")
@JavaScript("context://aisle/draw.js")
@JavaScript("context://aisle/plan-picker.js")
public final class PlanPicker extends Component implements HasStyle {

  /**
   * A thing on the plan.
   *
   * @param x 0 at the left edge of the picture to 1 at its right edge
   * @param y 0 at its top to 1 at its bottom
   */
  public record Mark(String id, String name, double x, double y) {}

  /** Told where somebody clicked, as shares of the picture. */
  public interface Click {
    void at(double x, double y);
  }

  /** Told where a thing was moved to. */
  public interface Move {
    void to(String id, double x, double y);
  }

  private final Click click;
  private final Move move;
  private Set<String> known = Set.of();

  public PlanPicker(Click click, Move move) {
    this.click = click;
    this.move = move;
  }

  /** Shows these things and no others. */
  public void show(String picture, String alt, List<Mark> marks) {
    known = marks.stream().map(Mark::id).collect(Collectors.toUnmodifiableSet());
    ObjectNode model =
        JsonNodeFactory.instance.objectNode().put("picture", picture).put("alt", alt);
    ArrayNode array = model.putArray("marks");
    for (Mark mark : marks) {
      array
          .addObject()
          .put("id", mark.id())
          .put("name", mark.name())
          .put("x", mark.x())
          .put("y", mark.y());
    }
    getElement().setPropertyJson("model", model);
  }

  /** What a browser says, which may say anything; nonsense is passed over. */
  @ClientCallable
  void clicked(double x, double y) {
    if (inside(x) && inside(y)) {
      click.at(x, y);
    }
  }

  /** As {@link #clicked}. */
  @ClientCallable
  void moved(@Nullable String id, double x, double y) {
    if (id != null && known.contains(id) && inside(x) && inside(y)) {
      move.to(id, x, y);
    }
  }

  private static boolean inside(double share) {
    return share >= 0 && share <= 1;
  }
}
