package org.aisle.backend.notification;

import java.net.URI;
import java.util.Locale;
import org.aisle.backend.registry.App;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What webhooks and topics get: IoT Central's body with an {@code alert} of our own. A message
 * about several alerts has them in {@code alerts}, each with its device and rule.
 */
final class WebhookBody {

  private final JsonMapper json = new JsonMapper();
  private final Wording wording;
  private final @Nullable URI publicUrl;

  WebhookBody(Wording wording, @Nullable URI publicUrl) {
    this.wording = wording;
    this.publicUrl = publicUrl;
  }

  String of(Letter letter, String type) {
    ObjectNode body = json.createObjectNode();
    body.put("timestamp", letter.at().toString());
    ObjectNode action = body.putObject("action");
    action.put("id", letter.to().id());
    action.put("type", type);
    ArrayNode rules = action.putArray("rules");
    letter.items().stream().map(Item::rule).distinct().forEach(rules::add);
    action.put("displayName", letter.to().name());
    ObjectNode application = body.putObject("application");
    App app = letter.app();
    application.put("id", app.id().value());
    application.put("displayName", app.name());
    application.put("subdomain", app.id().value());
    if (publicUrl != null) {
      application.put("host", publicUrl.getHost());
    }
    if (letter.items().size() == 1) {
      describe(body, letter.items().getFirst(), app);
    } else {
      ArrayNode alerts = body.putArray("alerts");
      Wording.told(letter).forEach(item -> describe(alerts.addObject(), item, app));
      body.put("more", letter.items().size() - Wording.told(letter).size());
    }
    return json.writeValueAsString(body);
  }

  private void describe(ObjectNode into, Item item, App app) {
    ObjectNode device = into.putObject("device");
    device.put("id", item.device());
    device.put("displayName", item.deviceName());
    if (item.template() != null) {
      device.put("instanceOf", item.template());
    }
    device.put("simulated", item.simulated());
    ObjectNode properties = device.putObject("properties");
    item.properties().forEach(properties::put);
    ObjectNode telemetry = device.putObject("telemetry");
    if (!item.telemetry().isEmpty()) {
      String template = item.template() == null ? "device" : item.template();
      ObjectNode fields = telemetry.putObject(template);
      item.telemetry()
          .forEach((name, value) -> fields.putObject(name).set("value", json.valueToTree(value)));
    }
    ObjectNode rule = into.putObject("rule");
    rule.put("id", item.rule());
    rule.put("displayName", item.ruleName());
    ObjectNode alert = into.putObject("alert");
    alert.put("id", item.alert());
    alert.put("event", item.kind().name().toLowerCase(Locale.ROOT));
    alert.put("at", item.at().toString());
    alert.put("severity", item.severity().name().toLowerCase(Locale.ROOT));
    alert.put("state", item.state().name().toLowerCase(Locale.ROOT));
    alert.put("startedAt", item.startedAt().toString());
    alert.put("raisedAt", item.raisedAt().toString());
    alert.put("clearedAt", item.clearedAt() == null ? null : item.clearedAt().toString());
    alert.put("late", item.late());
    alert.put("sentence", item.sentence());
    alert.put("place", item.place());
    alert.put("asset", item.asset());
    alert.put("path", Wording.path(app, item));
    alert.put("url", publicUrl == null ? null : wording.link(app, item));
  }
}
