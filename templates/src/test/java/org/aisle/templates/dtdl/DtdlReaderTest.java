package org.aisle.templates.dtdl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.aisle.templates.definition.Derivation;
import org.aisle.templates.definition.Derivation.Period;
import org.aisle.templates.definition.Derivation.StateMachine.Transition;
import org.aisle.templates.definition.DerivedField;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.definition.Promise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DtdlReaderTest {

  private static final Path DATA = Path.of("src/test/resources/org/aisle/templates/dtdl");

  @Test
  void the_cooler_of_v2_becomes_flat_fields() throws IOException {
    DeviceTemplate cooler = template("cooler-v2");

    assertThat(cooler.id().value()).isEqualTo("dtmi:org:openretail:Cooler;1");
    assertThat(cooler.displayName()).isEqualTo("Connected cooler");
    assertThat(cooler.telemetry()).hasSize(12);
    assertThat(field(cooler, "internalTemperature").minimum()).isEqualTo(-273.15);
    assertThat(field(cooler, "ambientHumidity").maximum()).isEqualTo(100);
    assertThat(field(cooler, "illuminance").minimum()).isZero();
    assertThat(field(cooler, "condenserTemperature").displayName())
        .isEqualTo("Condenser temperature");
    assertThat(field(cooler, "location").type()).isInstanceOf(FieldType.GeoPoint.class);
    assertThat(field(cooler, "acceleration").type()).isInstanceOf(FieldType.Vector.class);
    assertThat(field(cooler, "alarm").event()).isTrue();
    assertThat(field(cooler, "power").event()).isFalse();
    assertThat(((FieldType.Choice) field(cooler, "doorState").type()).options())
        .extracting(FieldType.Choice.Option::wireValue)
        .containsExactly("0", "1");
    assertThat(cooler.property("telemetryInterval").orElseThrow().writable()).isTrue();
    assertThat(cooler.property("deviceInformation.swVersion")).isPresent();
    assertThat(cooler.commands().getFirst().request()).isEqualTo("\"integer\"");
  }

  @Test
  void the_freezer_of_v3_keeps_its_units_and_flattens_objects() throws IOException {
    DeviceTemplate freezer = template("cooler-v3");

    assertThat(freezer.telemetry())
        .extracting(Field::path)
        .containsExactly(
            "temperature", "pressure", "door.open", "door.openTime", "samples", "route");
    assertThat(field(freezer, "temperature").unit()).extracting("symbol").isEqualTo("°F");
    assertThat(field(freezer, "temperature").minimum()).isEqualTo(-459.67);
    assertThat(field(freezer, "door.open").displayName()).isEqualTo("Front door open");
    assertThat(field(freezer, "door.openTime").columns())
        .containsExactly(new Field.Column("door_open_time", Field.SqlType.INTEGER));
    assertThat(field(freezer, "samples").type()).isInstanceOf(FieldType.Tree.class);
    assertThat(freezer.property("labels").orElseThrow().field().type())
        .isInstanceOf(FieldType.Tree.class);
    assertThat(freezer.property("info.manufacturer")).isPresent();
    assertThat(freezer.relationships()).extracting("name").containsExactly("standsIn");
  }

  @Test
  void localised_names_show_the_first_language_and_bases_are_no_templates() throws IOException {
    DeviceTemplate shelf = template("localised");

    assertThat(shelf.displayName()).isEqualTo("Regal");
    assertThat(shelf.description()).isEqualTo("Knows its stock.");
    assertThat(field(shelf, "fill").displayName()).isEqualTo("Füllstand");
    assertThat(((FieldType.Choice) field(shelf, "fill").type()).options())
        .extracting(FieldType.Choice.Option::displayName)
        .containsExactly("leer", "Full");
    assertThat(field(shelf, "humidity").maximum()).isEqualTo(1);
  }

  @Test
  void derived_fields_are_read_with_what_is_inherited_first() throws IOException {
    DeviceTemplate cooler = template("derived");

    assertThat(cooler.telemetry())
        .extracting(Field::path)
        .containsExactly("air", "doorOpen", "location");
    assertThat(cooler.derived())
        .extracting(d -> d.field().path())
        .containsExactly(
            "speed",
            "travelled",
            "product",
            "cold",
            "excess",
            "advice",
            "slowProduct",
            "mkt",
            "duty",
            "doorMinutes",
            "openings",
            "door");
    assertThat(cooler.derived("speed").orElseThrow().derivation())
        .isEqualTo(new Derivation.Speed("location"));
    assertThat(cooler.derived("travelled").orElseThrow().derivation())
        .isEqualTo(new Derivation.Distance("location", new Period.Day(), 25));
    assertThat(cooler.derived("product").orElseThrow())
        .extracting(DerivedField::derivation, DerivedField::every, DerivedField::gap)
        .containsExactly(
            new Derivation.FirstOrderLag("air", "45"), Duration.ofMinutes(5), Duration.ofHours(1));
    assertThat(cooler.derived("excess").orElseThrow())
        .extracting(DerivedField::every, DerivedField::gap)
        .containsExactly(Duration.ofSeconds(1), Duration.ofDays(30));
    assertThat(cooler.derived("mkt").orElseThrow().derivation())
        .isEqualTo(new Derivation.MeanKineticTemperature("air", Duration.ofDays(7), 100));
    assertThat(cooler.derived("duty").orElseThrow().derivation())
        .isEqualTo(new Derivation.ShareOfTime("air < 8", new Period.Sliding(Duration.ofHours(2))));
    assertThat(cooler.derived("doorMinutes").orElseThrow().derivation())
        .isEqualTo(new Derivation.MinutesWhile("doorOpen", new Period.Day()));
    assertThat(cooler.derived("openings").orElseThrow().derivation())
        .isEqualTo(new Derivation.TimesTrue("doorOpen && cold", new Period.Always()));
    assertThat(cooler.derived("door").orElseThrow().derivation())
        .isEqualTo(
            new Derivation.StateMachine(
                "shut",
                List.of(
                    new Transition("shut", "open", "doorOpen", Duration.ZERO),
                    new Transition("open", "forgotten", "doorOpen", Duration.ofMinutes(10)),
                    new Transition(null, "shut", "!doorOpen", Duration.ZERO))));
  }

  @Test
  void promises_are_numbers_or_properties_and_count_in_some_states() throws IOException {
    assertThat(template("promised").promises())
        .containsExactly(
            new Promise(
                "air",
                new Promise.Limit.Fixed(-2.5),
                new Promise.Limit.OfProperty("highest"),
                Duration.ofMinutes(30),
                new Promise.During("stage", List.of("loaded", "moving"))),
            new Promise("core", null, new Promise.Limit.Fixed(8), Duration.ZERO, null));
  }

  @Test
  void derived_without_a_derivation_is_somebody_elses_word_outside_of_our_context() {
    String foreign =
        """
        {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:x:A;1", "@type": "Interface",
         "contents": [{"@type": ["Telemetry", "Derived"], "name": "t", "schema": "double"}]}""";

    assertThat(((DtdlOutcome.Read) DtdlReader.read(foreign)).template().telemetry())
        .extracting(Field::path)
        .containsExactly("t");
  }

  @Test
  void a_component_derives_nothing_and_a_template_not_more_than_forty_fields() {
    String derived =
        IntStream.range(0, 41)
            .mapToObj(
                """
                {"@type": ["Telemetry", "Derived"], "name": "d%d", "schema": "boolean",
                 "derivation": {"kind": "expression", "expression": "open"}}"""
                    ::formatted)
            .collect(Collectors.joining(","));
    String document =
        """
        [{"@context": "dtmi:dtdl:context;2", "@id": "dtmi:x:A;1", "@type": "Interface", "contents": [
           {"@type": "Component", "name": "door", "schema": "dtmi:x:B;1"}]},
         {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:x:%s;1", "@type": "Interface", "contents": [
           {"@type": "Telemetry", "name": "open", "schema": "boolean"}, %s]}]""";

    assertThat(codes(document.formatted("B", derived))).containsExactly("dtdl.derived-misplaced");
    assertThat(codes(document.formatted("C", derived)))
        .containsExactlyInAnyOrder("dtdl.interface-unresolved", "dtdl.too-many-derived");
  }

  @Test
  void state_machines_without_measure_are_refused() {
    String transitions =
        "{\"from\": \"a\", \"to\": \"b\", \"when\": \"open\"},".repeat(49)
            + "{\"from\": \"b\", \"to\": \"a\", \"when\": \"open\"}";
    String machines =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    """
                    {"@type": ["Telemetry", "Derived"], "name": "m%d", "schema": {"@type": "Enum",
                       "valueSchema": "integer", "enumValues": [
                         {"name": "a", "enumValue": 0}, {"name": "b", "enumValue": 1}]},
                     "derivation": {"kind": "stateMachine", "initial": "a", "transitions": [%s]}}"""
                        .formatted(i, transitions))
            .collect(Collectors.joining(","));

    assertThat(
            codes(
                """
                {"@context": "dtmi:dtdl:context;3", "@id": "dtmi:x:A;1", "@type": "Interface",
                 "contents": [{"@type": "Telemetry", "name": "open", "schema": "boolean"}, %s]}"""
                    .formatted(machines)))
        .containsExactly("dtdl.too-many-transitions");
  }

  @Test
  void a_name_that_another_fault_hides_is_not_reported_again() {
    assertThat(
            codes(
                """
                {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:x:A;1", "@type": "Interface",
                 "contents": [
                   {"@type": "Telemetry", "name": "air", "schema": "doubel"},
                   {"@type": ["Telemetry", "Derived"], "name": "cold", "schema": "boolean",
                    "derivation": {"kind": "expression", "expression": "air < 8"}}]}"""))
        .containsExactly("dtdl.schema-unknown");
  }

  @Test
  void an_export_of_iot_central_is_unwrapped_with_its_cloud_properties() throws IOException {
    DeviceTemplate tracker = template("iot-central-export");

    assertThat(tracker.properties())
        .extracting(p -> p.field().path())
        .containsExactly("assetTag", "interval", "deliveredOn");
    assertThat(tracker.telemetry())
        .extracting(Field::path)
        .containsExactly("radio.fault", "radio.level");
    assertThat(field(tracker, "radio.fault").event()).isTrue();
    assertThat(field(tracker, "radio.fault").displayName()).isEqualTo("Radio fault");
  }

  @Test
  void a_capability_model_is_one_template_of_all_it_implements() throws IOException {
    DeviceTemplate old = template("capability-model");

    assertThat(old.telemetry()).extracting(Field::path).containsExactly("a", "b");
    assertThat(old.properties()).hasSize(8);
  }

  static Stream<String> valid() throws IOException {
    return names("valid");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void what_is_written_as_v3_reads_the_same(String name) throws IOException {
    DeviceTemplate before = template(name);

    String written = DtdlWriter.write(before);

    assertThat(written).contains("dtmi:dtdl:context;3").doesNotContain("dtmi:dtdl:context;2");
    DtdlOutcome outcome = DtdlReader.read(written);
    assertThat(outcome).as("%s", outcome).isInstanceOf(DtdlOutcome.Read.class);
    DeviceTemplate after = ((DtdlOutcome.Read) outcome).template();
    assertThat(after).usingRecursiveComparison().ignoringFields("dtdl").isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("valid")
  void the_model_a_template_keeps_reads_the_same(String name) throws IOException {
    DeviceTemplate before = template(name);

    assertThat(DtdlReader.read(before.dtdl())).isEqualTo(new DtdlOutcome.Read(List.of(before)));
  }

  static Stream<String> faulty() throws IOException {
    return names("faulty");
  }

  @ParameterizedTest
  @MethodSource("faulty")
  void every_fault_is_reported_at_once_with_its_place(String name) throws IOException {
    Path expected = DATA.resolve("faulty/" + name + ".txt");

    DtdlOutcome outcome =
        DtdlReader.read(Files.readAllBytes(DATA.resolve("faulty/" + name + ".json")));

    assertThat(outcome).isInstanceOf(DtdlOutcome.Faults.class);
    List<DtdlProblem> problems = ((DtdlOutcome.Faults) outcome).problems();
    assertThat(problems)
        .extracting(p -> p.spot().pointer() + " " + p.code())
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(expected));
    assertThat(problems).allSatisfy(p -> assertThat(p.sentence()).matches(".*[.?]"));
    assertThat(problems).allSatisfy(p -> assertThat(p.cure()).isNotBlank());
  }

  @Test
  void a_fault_knows_its_line_and_column() throws IOException {
    DtdlOutcome outcome =
        DtdlReader.read(
            "{\"@context\": \"dtmi:dtdl:context;2\",\n   \"@id\": \"x\", \"@type\": \"Interface\"}");

    DtdlProblem problem = ((DtdlOutcome.Faults) outcome).problems().getFirst();
    assertThat(problem.spot().line()).isEqualTo(2);
    assertThat(problem.spot().column()).isEqualTo(4);
  }

  @Test
  void a_document_of_more_than_a_mebibyte_is_refused() {
    assertThat(codes(" ".repeat(1024 * 1024 + 1))).containsExactly("dtdl.too-big");
  }

  @Test
  void endless_nesting_is_refused() {
    assertThat(codes("[".repeat(500_000))).containsAnyOf("dtdl.too-deep", "dtdl.not-json");
    assertThat(codes("{\"a\":".repeat(100_000))).containsAnyOf("dtdl.too-deep", "dtdl.not-json");
  }

  @Test
  void a_long_chain_of_bases_is_refused() {
    String chain =
        IntStream.range(0, 400)
            .mapToObj(
                i ->
                    """
                    {"@context":"dtmi:dtdl:context;2","@id":"dtmi:x:I%d;1","@type":"Interface",
                     "extends":["dtmi:x:I%d;1","dtmi:x:I%d;1"]}"""
                        .formatted(i, i + 1, i + 2))
            .collect(Collectors.joining(",", "[", "]"));

    assertThat(codes(chain)).contains("dtdl.extends-too-deep", "dtdl.interface-unresolved");
  }

  @Test
  void schemas_that_multiply_are_refused() {
    String fields =
        IntStream.range(0, 100)
            .mapToObj("{\"name\":\"f%d\",\"schema\":\"NEXT\"}"::formatted)
            .collect(Collectors.joining(","));
    String schemas =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    "{\"@id\":\"dtmi:x:S%d;1\",\"@type\":\"Object\",\"fields\":[%s]}"
                        .formatted(
                            i,
                            i == 4 ? "" : fields.replace("NEXT", "dtmi:x:S%d;1".formatted(i + 1))))
            .collect(Collectors.joining(","));

    assertThat(
            codes(
                """
                {"@context":"dtmi:dtdl:context;3","@id":"dtmi:x:A;1","@type":"Interface",
                 "schemas":[%s],"contents":[{"@type":"Telemetry","name":"t","schema":"dtmi:x:S0;1"}]}"""
                    .formatted(schemas)))
        .containsExactly("dtdl.too-many-fields");
  }

  @Test
  void numbers_beyond_all_bounds_are_refused_wherever_they_stand() {
    for (String number : List.of("1e999", "1e99999999999", "1e-99999999999")) {
      assertThat(
              codes(
                  "{\"@context\":\"dtmi:dtdl:context;2\",\"@id\":\"dtmi:x:A;1\",\"@type\":\"Interface\",\"x\":%s}"
                      .formatted(number)))
          .containsExactly("dtdl.number-range");
    }
  }

  private static List<String> codes(String document) {
    return ((DtdlOutcome.Faults) DtdlReader.read(document))
        .problems().stream().map(DtdlProblem::code).distinct().toList();
  }

  private static Field field(DeviceTemplate template, String path) {
    return template.field(path).orElseThrow();
  }

  private static DeviceTemplate template(String name) throws IOException {
    DtdlOutcome outcome =
        DtdlReader.read(Files.readAllBytes(DATA.resolve("valid/" + name + ".json")));
    assertThat(outcome).as("%s", outcome).isInstanceOf(DtdlOutcome.Read.class);
    assertThat(((DtdlOutcome.Read) outcome).templates()).hasSize(1);
    return ((DtdlOutcome.Read) outcome).template();
  }

  private static Stream<String> names(String folder) throws IOException {
    try (Stream<Path> list = Files.list(DATA.resolve(folder))) {
      return list
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.replace(".json", ""))
          .sorted()
          .toList()
          .stream();
    }
  }
}
