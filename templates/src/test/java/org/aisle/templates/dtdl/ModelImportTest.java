package org.aisle.templates.dtdl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.aisle.templates.dtdl.ImportNote.Kind;
import org.junit.jupiter.api.Test;

class ModelImportTest {

  private static final Path DATA = Path.of("src/test/resources/org/aisle/templates/dtdl");

  @Test
  void an_export_of_iot_central_tells_what_became_of_it() throws IOException {
    ModelImport.Found found = read("valid/iot-central-export");

    assertThat(found.faults()).isEmpty();
    assertThat(found.models()).hasSize(1);
    ModelImport.Model model = found.models().getFirst();
    assertThat(model.line()).isEqualTo("dtmi:example:Tracker");
    assertThat(DtdlReader.read(model.dtdl())).isInstanceOf(DtdlOutcome.Read.class);
    assertThat(model.notes())
        .extracting(ImportNote::code)
        .containsExactly(
            "import.model",
            "import.flattened",
            "import.envelope",
            "import.cloud-properties",
            "import.key-without-effect",
            "import.key-without-effect",
            "import.key-without-effect",
            "import.co-type-unknown");
    assertThat(model.notes().getFirst().sentence())
        .startsWith("Tracker: 2 measured fields, 0 derived fields, 3 properties, 1 command,");
    assertThat(model.notes()).filteredOn(n -> n.kind() == Kind.LEFT_OUT).hasSize(4);
    assertThat(model.notes().getLast().sentence()).contains("Cloud", "StringValue", "Initialized");
  }

  @Test
  void a_capability_model_becomes_one_interface() throws IOException {
    ModelImport.Found found = read("valid/capability-model");

    assertThat(found.models()).isNotEmpty();
    assertThat(found.models().getFirst().notes())
        .extracting(ImportNote::code)
        .contains("import.capability-model");
  }

  @Test
  void every_version_of_dtdl_is_read_into_a_draft_that_is_sound() throws IOException {
    for (String name : List.of("cooler-v2", "cooler-v3", "derived", "localised")) {
      ModelImport.Found found = read("valid/" + name);
      assertThat(found.models()).as(name).isNotEmpty();
      assertThat(found.models())
          .as(name)
          .allSatisfy(
              m -> {
                assertThat(DtdlReader.read(m.dtdl())).isInstanceOf(DtdlOutcome.Read.class);
                assertThat(ModelForm.of(m.dtdl(), m.line())).isPresent();
              });
    }
  }

  @Test
  void a_faulty_document_with_an_id_is_kept_as_it_came() throws IOException {
    String text = Files.readString(DATA.resolve("faulty/derived.json"));

    ModelImport.Found found = ModelImport.read(text);

    assertThat(found.faults()).isNotEmpty();
    assertThat(found.models()).hasSize(1);
    assertThat(found.models().getFirst().dtdl()).isEqualTo(text);
  }

  @Test
  void what_is_no_model_gives_faults_and_no_model() {
    for (String text : List.of("", "nothing", "[]", "[1]", "{}", "[".repeat(100_000))) {
      ModelImport.Found found = ModelImport.read(text);
      assertThat(found.models()).isEmpty();
      assertThat(found.faults()).isNotEmpty();
    }
  }

  @Test
  void bases_in_a_circle_are_faults() {
    ModelImport.Found found =
        ModelImport.read(
            """
            [{"@context":"dtmi:dtdl:context;2","@id":"dtmi:x:A;1","@type":"Interface","extends":"dtmi:x:B;1"},
             {"@context":"dtmi:dtdl:context;2","@id":"dtmi:x:B;1","@type":"Interface","extends":"dtmi:x:A;1"}]
            """);

    assertThat(found.faults()).isNotEmpty();
    assertThat(found.faults()).allSatisfy(f -> assertThat(f.cure()).isNotBlank());
  }

  private static ModelImport.Found read(String name) throws IOException {
    return ModelImport.read(Files.readString(DATA.resolve(name + ".json")));
  }
}
