package org.aisle.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import org.springframework.stereotype.Component;

/** A failure inside an open page becomes a notification with a code, not a stack trace. */
@Component
final class CalmErrors implements VaadinServiceInitListener {

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event
        .getSource()
        .addSessionInitListener(
            init ->
                init.getSession()
                    .setErrorHandler(
                        failure -> {
                          String code =
                              Incidents.record("serving an open page", failure.getThrowable());
                          UI ui = UI.getCurrent();
                          if (ui != null) {
                            ui.access(() -> show(code));
                          }
                        }));
  }

  private static void show(String code) {
    Notification notice =
        Notification.show(
            "That did not work. Reload the page; if it happens again, the code for your"
                + " administrator is "
                + code
                + ".",
            8000,
            Notification.Position.BOTTOM_CENTER);
    notice.addThemeVariants(NotificationVariant.ERROR);
  }
}
