package org.aisle.ui.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Set;

/** What every page must be on a phone: as wide as the screen, and usable by everybody. */
final class Fitness {

  private Fitness() {}

  static void check(Page page) {
    assertThat(page.evaluate("document.documentElement.scrollWidth"))
        .as("the page's width on a screen of 390 px")
        .isEqualTo(390);
    List<String> faults =
        new AxeBuilder(page)
            .analyze().getViolations().stream()
                .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
                .map(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes())
                .toList();
    assertThat(faults).isEmpty();
  }
}
