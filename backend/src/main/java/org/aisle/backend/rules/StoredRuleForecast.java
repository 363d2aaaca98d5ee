package org.aisle.backend.rules;

import java.util.List;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.springframework.stereotype.Component;

/** Checks the stored rules as if the version were published. */
@Component
class StoredRuleForecast implements RuleForecast {

  private final RuleRows rows;
  private final RuleChecks checks;

  StoredRuleForecast(RuleRows rows, RuleChecks checks) {
    this.rows = rows;
    this.checks = checks;
  }

  @Override
  public List<Forecast> with(AppId app, DeviceTemplate template) {
    RuleChecks.Against now = checks.now(app);
    RuleChecks.Against then = now.with(template);
    return rows.all(app).stream()
        .map(row -> row.active().rule())
        .filter(rule -> rule.template().equals(template.id().lastSegment()))
        .map(rule -> new Forecast(rule, now.faults(rule), then.faults(rule)))
        .toList();
  }
}
