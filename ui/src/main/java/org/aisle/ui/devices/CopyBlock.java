package org.aisle.ui.devices;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.icon.VaadinIcon;

/** Text that is shown as it is and copied with one click. */
public final class CopyBlock extends Div {

  private static final String COPY =
      """
      const done = () => { $1.textContent = 'Copied'; setTimeout(() => { $1.textContent = ''; }, 1800); };
      const text = $0.textContent;
      const old = () => {
        const range = document.createRange();
        range.selectNodeContents($0);
        const selection = getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
        document.execCommand('copy');
        done();
      };
      if (navigator.clipboard) { navigator.clipboard.writeText(text).then(done, old); } else { old(); }
      """;

  public CopyBlock(String what, String text) {
    addClassName("copy-block");
    Pre pre = new Pre();
    pre.setText(text);
    pre.getElement().setAttribute("tabindex", "0");
    pre.getElement().setAttribute("role", "region");
    pre.getElement().setAttribute("aria-label", what);
    Div said = new Div();
    said.addClassName("copy-said");
    said.getElement().setAttribute("role", "status");
    Button copy = new Button(VaadinIcon.COPY_O.create());
    copy.setAriaLabel("Copy " + what);
    copy.setTooltipText("Copy " + what);
    copy.addThemeVariants(ButtonVariant.TERTIARY);
    copy.addClickListener(
        click -> getElement().executeJs(COPY, pre.getElement(), said.getElement()));
    add(pre, said, copy);
  }
}
