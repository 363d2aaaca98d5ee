package org.aisle.templates.dtdl;

import static org.assertj.core.api.Assertions.assertThat;

import org.aisle.templates.unit.Unit;
import org.junit.jupiter.api.Test;

class QuantityChoicesTest {

  @Test
  void every_semantic_type_offers_units_and_each_of_them_is_accepted() {
    assertThat(QuantityChoices.semanticTypes()).contains("Temperature", "RelativeHumidity");
    for (String type : QuantityChoices.semanticTypes()) {
      assertThat(QuantityChoices.units(type)).as(type).isNotEmpty();
      for (Unit unit : QuantityChoices.units(type)) {
        assertThat(DtdlReader.read(model(type, unit)))
            .as(type + " in " + unit.name())
            .isInstanceOf(DtdlOutcome.Read.class);
      }
    }
  }

  @Test
  void without_a_known_semantic_type_there_is_no_unit_to_choose() {
    assertThat(QuantityChoices.units(null)).isEmpty();
    assertThat(QuantityChoices.units("Furlongs")).isEmpty();
    assertThat(QuantityChoices.units("Temperature"))
        .extracting(Unit::name)
        .containsExactly("degreeCelsius", "degreeFahrenheit", "kelvin");
  }

  private static String model(String type, Unit unit) {
    return """
        {"@context": ["dtmi:dtdl:context;2", "dtmi:org:aisle:context;1"],
         "@id": "dtmi:org:example:One;1", "@type": "Interface", "contents": [
          {"@type": ["Telemetry", "%s"], "name": "value", "schema": "double", "unit": "%s"}]}
        """
        .formatted(type, unit.name());
  }
}
