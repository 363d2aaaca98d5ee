package org.aisle.ui.gateways;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import java.net.URL;
import org.aisle.backend.gateways.Gateways.Invited;
import org.aisle.ui.devices.CopyBlock;
import org.aisle.ui.format.ValueFormat;

/** Shows a one-time token inside the command that uses it, this once. */
final class TokenDialog extends Dialog {

  TokenDialog(Invited invited, ValueFormat format, Runnable closed) {
    setHeaderTitle("Start " + invited.gateway().device().name());
    setCloseOnEsc(false);
    setCloseOnOutsideClick(false);
    setWidth("min(680px, 94vw)");
    Paragraph once =
        new Paragraph(
            "Run this on the machine in the store. The token is shown this once, works once, and ends on %s, %s; you can always make another."
                .formatted(format.moment(invited.expiresAt()), format.zoneName()));
    Div command = new Div();
    Paragraph later =
        new Paragraph(
            "Later starts need no token. Add --bind 0.0.0.0 to let devices on other machines"
                + " connect.");
    Div content = new Div(once, new H3("Command"), command, later);
    content.addClassName("form");
    add(content);
    UI.getCurrent()
        .getPage()
        .fetchCurrentURL(
            url ->
                command.add(
                    new CopyBlock(
                        "the command",
                        "./aisle gateway --server %s \\\n  --enrol %s"
                            .formatted(origin(url), invited.token()))));
    Button done = new Button("I have copied it", click -> close());
    done.addThemeVariants(ButtonVariant.PRIMARY);
    getFooter().add(done);
    addOpenedChangeListener(
        change -> {
          if (!change.isOpened()) {
            closed.run();
          }
        });
  }

  private static String origin(URL url) {
    return url.getProtocol() + "://" + url.getAuthority();
  }
}
