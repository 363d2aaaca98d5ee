package org.aisle.ui.shell;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServiceInitListener;
import org.springframework.stereotype.Component;

/** Fields for dates and times read and write as the reader's browser prefers, like all numbers. */
@Component
final class ReaderLocale implements VaadinServiceInitListener {

  @Override
  public void serviceInit(ServiceInitEvent event) {
    event
        .getSource()
        .addUIInitListener(
            init -> {
              VaadinRequest request = VaadinRequest.getCurrent();
              if (request != null) {
                init.getUI().setLocale(request.getLocale());
              }
            });
  }
}
