package org.aisle.ui.dashboard;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.StoredDashboard;
import org.jspecify.annotations.Nullable;

/** Why something was not saved, and what one may do about it. */
final class EditNotice extends Div {

  EditNotice() {
    addClassName("sign-in-notice");
    getElement().setAttribute("role", "alert");
    setVisible(false);
  }

  void show(Outcome.Refused<?> refused, List<Button> choices) {
    removeAll();
    List<String> sentences = refused.problems().stream().map(Outcome.Problem::sentence).toList();
    add(new Paragraph(String.join(" ", sentences)));
    Div tools = new Div();
    tools.addClassName("aisle-edit-tools");
    choices.forEach(tools::add);
    add(tools);
    setVisible(true);
    getElement().executeJs("this.scrollIntoView({ block: 'nearest' })");
  }

  /** Beside the buttons, for {@link #whyNot}. */
  static Span state() {
    Span state = new Span();
    state.addClassName("aisle-edit-state");
    state.getElement().setAttribute("role", "status");
    return state;
  }

  /** Why it cannot be saved, in a few words. */
  static String whyNot(boolean can, boolean sound) {
    return can ? "" : sound ? "Nothing to save yet" : "Not ready to be saved";
  }

  /** What saving one's own means for what somebody else saved, or removed. */
  static String keepMine(@Nullable StoredDashboard theirs) {
    return theirs == null
        ? "Save mine all the same"
        : "Save mine in place of revision %,d".formatted(theirs.revision());
  }

  static ConfirmDialog question(String header, String sentence, String yes) {
    ConfirmDialog ask = new ConfirmDialog();
    ask.setHeader(header);
    ask.setText(sentence);
    ask.setCancelable(true);
    ask.setConfirmText(yes);
    return ask;
  }
}
