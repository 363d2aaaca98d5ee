package org.aisle.ui.models;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.aisle.ui.models.MachineDraft.State;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One state of a machine that is edited. */
final class StateLine extends ListItem {

  private final TextField name = new TextField();
  private final TextField label = new TextField();
  private final Button remove = new Button(VaadinIcon.CLOSE_SMALL.create());
  private final @Nullable ObjectNode source;
  private String known;

  /**
   * @param renamed told the name it had and the one it has now; the same when something else
   *     changed
   */
  StateLine(State state, BiConsumer<String, String> renamed, Consumer<StateLine> removed) {
    addClassName("machine-state");
    source = state.source();
    known = state.name();
    name.setValue(state.name());
    name.setPlaceholder("name");
    name.setMaxLength(512);
    name.addValueChangeListener(
        change -> {
          String before = known;
          if (!name().isEmpty()) {
            known = name();
          }
          renamed.accept(before, known);
        });
    label.setValue(state.label());
    label.setPlaceholder("What people read");
    label.setMaxLength(512);
    label.addValueChangeListener(change -> renamed.accept(known, known));
    remove.addThemeVariants(ButtonVariant.TERTIARY);
    remove.addClickListener(click -> removed.accept(this));
    add(name, label, remove);
  }

  void number(int number) {
    name.setAriaLabel("Name of state %d".formatted(number));
    label.setAriaLabel("What people read of state %d".formatted(number));
    remove.setAriaLabel("Remove state %d".formatted(number));
  }

  String name() {
    return name.getValue().strip();
  }

  void focus() {
    name.focus();
  }

  State state() {
    return new State(name(), label.getValue().strip(), source);
  }

  void tell(String sentence) {
    name.setErrorMessage(sentence);
    name.setInvalid(!sentence.isEmpty());
  }
}
