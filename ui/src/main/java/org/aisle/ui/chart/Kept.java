package org.aisle.ui.chart;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasComponents;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Children that stay in the page while what they show changes, so that nothing flickers and nobody
 * loses what they point at.
 */
final class Kept<T extends Component> {

  private final HasComponents parent;
  private final Supplier<T> fresh;
  private final List<T> all = new ArrayList<>();

  /**
   * @param fresh makes one more, which is added to the parent
   */
  Kept(HasComponents parent, Supplier<T> fresh) {
    this.parent = parent;
    this.fresh = fresh;
  }

  /** As many as wanted, in order: the first ones are those of before. */
  List<T> first(int wanted) {
    while (all.size() > wanted) {
      parent.remove(all.removeLast());
    }
    while (all.size() < wanted) {
      T child = fresh.get();
      all.add(child);
      parent.add(child);
    }
    return all;
  }
}
