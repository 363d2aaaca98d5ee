package org.aisle.backend.rules;

import java.util.List;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.RuleFault;

/** What would become of an app's rules if a device template had another version? Thread-safe. */
public interface RuleForecast {

  /** The rules about that template, by name. */
  List<Forecast> with(AppId app, DeviceTemplate template);

  /**
   * @param now what is wrong with it as the app is
   * @param then what would be wrong with it
   */
  record Forecast(Rule rule, List<RuleFault> now, List<RuleFault> then) {
    public Forecast {
      now = List.copyOf(now);
      then = List.copyOf(then);
    }
  }
}
