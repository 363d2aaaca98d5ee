package org.aisle.backend.registry;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.rule.Rule;
import org.aisle.templates.rule.RuleJson;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Dashboards and app templates as the JSON that is kept with an app. A device template is kept as
 * its DTDL, a rule as {@link RuleJson} writes it, a tile as {@link DashboardModule} says. Lists
 * that an earlier release did not know are empty. Pictures are kept apart, see {@link AppPictures}.
 */
@Component
class KeptJson {

  private final JsonMapper json;

  KeptJson(ReadTemplates templates) {
    this.json =
        JsonMapper.builder()
            .addModule(new DashboardModule())
            .addModule(
                new SimpleModule()
                    .addSerializer(DeviceTemplate.class, new AsDtdl())
                    .addDeserializer(DeviceTemplate.class, new FromDtdl(templates))
                    .addSerializer(Rule.class, new AsRule())
                    .addDeserializer(Rule.class, new FromRule()))
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .withConfigOverride(
                List.class, o -> o.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .build();
  }

  String write(Dashboard dashboard) {
    return json.writeValueAsString(dashboard);
  }

  Dashboard dashboard(String text) {
    return json.readValue(text, Dashboard.class);
  }

  String write(AppTemplate template) {
    return json.writeValueAsString(template.withPictures(List.of()));
  }

  AppTemplate appTemplate(String text) {
    return json.readValue(text, AppTemplate.class);
  }

  private static final class AsDtdl extends ValueSerializer<DeviceTemplate> {
    @Override
    public void serialize(
        DeviceTemplate template, JsonGenerator out, SerializationContext context) {
      out.writeStartObject();
      out.writeStringProperty("id", template.id().value());
      out.writeStringProperty("dtdl", template.dtdl());
      out.writeEndObject();
    }
  }

  private static final class FromDtdl extends ValueDeserializer<DeviceTemplate> {
    private final ReadTemplates templates;

    FromDtdl(ReadTemplates templates) {
      this.templates = templates;
    }

    @Override
    public DeviceTemplate deserialize(JsonParser in, DeserializationContext context) {
      JsonNode node = in.readValueAsTree();
      return templates.template(
          new Dtmi(node.path("id").stringValue("")), node.path("dtdl").stringValue(""));
    }
  }

  private static final class AsRule extends ValueSerializer<Rule> {
    @Override
    public void serialize(Rule rule, JsonGenerator out, SerializationContext context) {
      out.writePOJO(RuleJson.tree(rule));
    }
  }

  private static final class FromRule extends ValueDeserializer<Rule> {
    @Override
    public Rule deserialize(JsonParser in, DeserializationContext context) {
      return RuleJson.read(in.<JsonNode>readValueAsTree());
    }
  }
}
