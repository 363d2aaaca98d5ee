package org.aisle.templates.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppTemplateArchiveTest {

  static List<AppTemplate> every_template() {
    return AppTemplates.builtIn().all();
  }

  @ParameterizedTest
  @MethodSource("every_template")
  void what_is_read_from_an_archive_equals_what_was_put_there(AppTemplate app) throws IOException {
    assertThat(AppTemplateArchive.read(archive(app), "other"))
        .isEqualTo(new AppTemplateOutcome.Read(app));
  }

  @Test
  void folders_and_what_packing_programs_add_are_passed_over() throws IOException {
    Zip zip = new Zip();
    for (var file : AppTemplateWriter.files(cooler()).entrySet()) {
      zip.put("mine/" + file.getKey(), file.getValue());
    }
    zip.put("mine/", new byte[0]).put("mine/models/", new byte[0]).put("mine/.DS_Store", text("x"));
    zip.put("__MACOSX/mine/app.yaml", text("x"));

    AppTemplateOutcome outcome = AppTemplateArchive.read(zip.bytes(), "other");

    assertThat(outcome).isInstanceOf(AppTemplateOutcome.Read.class);
    assertThat(((AppTemplateOutcome.Read) outcome).template().id()).isEqualTo("mine");
  }

  @Test
  void files_in_no_folder_take_the_id_that_is_given() throws IOException {
    Zip zip = new Zip();
    for (var file : AppTemplateWriter.files(cooler()).entrySet()) {
      zip.put(file.getKey(), file.getValue());
    }

    AppTemplateOutcome outcome = AppTemplateArchive.read(zip.bytes(), "other");

    assertThat(((AppTemplateOutcome.Read) outcome).template().id()).isEqualTo("other");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../app.yaml", "a/../../app.yaml", "/etc/passwd", "C:/app.yaml", "a\\..\\app.yaml",
        "a//app.yaml", "./app.yaml", "a/..", "a\u0000b", "a/b\nc"
      })
  void a_path_that_leads_out_of_the_folder_is_refused(String path) throws IOException {
    assertThat(codes(new Zip().put(path, text("x")).bytes())).containsExactly("archive.path");
  }

  @Test
  void a_name_that_is_not_utf8_is_refused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out, Charset.forName("ISO-8859-1"))) {
      zip.putNextEntry(new ZipEntry("a/kühl.yaml"));
    }

    assertThat(codes(out.toByteArray())).containsExactly("archive.path");
  }

  @Test
  void a_link_is_refused() throws IOException {
    byte[] zip = new Zip().put("a/app.yaml", text("/etc/passwd")).bytes();
    int header = header(zip);
    ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(header + 38, 0120777 << 16);

    assertThat(codes(zip)).containsExactly("archive.link");
  }

  @Test
  void a_file_that_is_there_twice_is_refused() throws IOException {
    byte[] zip = new Zip().put("a/b.yaml", text("x")).put("a/c.yaml", text("y")).bytes();
    for (int i = 0; i + 8 <= zip.length; i++) {
      if (new String(zip, i, 8, StandardCharsets.ISO_8859_1).equals("a/c.yaml")) {
        zip[i + 2] = 'b';
      }
    }

    assertThat(codes(zip)).containsExactly("archive.duplicate");
  }

  @Test
  void a_bomb_is_refused_while_it_inflates() throws IOException {
    Zip zip = new Zip();
    byte[] nothing = new byte[AppTemplateArchive.MAX_INFLATED];
    zip.put("a/0", nothing).put("a/1", nothing).put("a/2", nothing);
    byte[] bomb = zip.bytes();
    assertThat(bomb.length).isLessThan(200_000);

    assertThat(codes(bomb)).containsExactly("archive.too-big");
  }

  @Test
  void an_app_with_as_many_rules_as_it_may_have_comes_back() throws IOException {
    AppTemplate app = AppTemplates.builtIn().named("connected-cooler").orElseThrow();
    SortedMap<String, byte[]> files = AppTemplateWriter.files(app);
    byte[] rule = files.get("rules/door-left-open.yaml");
    Zip zip = new Zip();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      zip.put("many/" + file.getKey(), file.getValue());
    }
    for (int i = 0; i < 490; i++) {
      zip.put("many/rules/rule-" + i + ".yaml", rule);
    }

    AppTemplateOutcome outcome = AppTemplateArchive.read(zip.bytes(), "other");

    assertThat(outcome).isInstanceOf(AppTemplateOutcome.Read.class);
    assertThat(((AppTemplateOutcome.Read) outcome).template().rules())
        .hasSize(app.rules().size() + 490);
  }

  @Test
  void too_many_files_are_refused_before_any_is_read() throws IOException {
    Zip zip = new Zip();
    for (int i = 0; i <= 3_000; i++) {
      zip.put("a/" + i, new byte[0]);
    }

    assertThat(codes(zip.bytes())).containsExactly("archive.too-many-files");
  }

  @Test
  void what_is_too_much_for_a_folder_is_too_much_in_an_archive() throws IOException {
    assertThat(codes(new Zip().put("a/app.yaml", new byte[2 << 20]).bytes()))
        .contains("app.too-big");
  }

  @Test
  void what_is_no_archive_is_refused() {
    assertThat(codes(new byte[0])).containsExactly("archive.unreadable");
    assertThat(codes(text("PK\u0003\u0004 but no more"))).containsExactly("archive.unreadable");
    assertThat(codes(new byte[AppTemplateArchive.MAX_BYTES + 1]))
        .containsExactly("archive.too-big");
  }

  @Test
  void a_damaged_archive_has_an_outcome() throws IOException {
    byte[] sound = archive(cooler());
    Random random = new Random(20261121);
    for (int i = 0; i < 300; i++) {
      byte[] damaged =
          random.nextInt(4) == 0
              ? Arrays.copyOf(sound, random.nextInt(sound.length))
              : sound.clone();
      for (int hits = random.nextInt(4); hits >= 0 && damaged.length > 0; hits--) {
        int tail = Math.min(damaged.length, 2_000);
        int at =
            random.nextBoolean()
                ? random.nextInt(damaged.length)
                : damaged.length - 1 - random.nextInt(tail);
        damaged[at] = (byte) random.nextInt(256);
      }
      AppTemplateOutcome outcome = AppTemplateArchive.read(damaged, "a");
      if (outcome instanceof AppTemplateOutcome.Faults faults) {
        assertThat(faults.problems()).isNotEmpty();
      }
    }
  }

  @Test
  void faults_of_the_template_are_told_with_file_and_line() throws IOException {
    Zip zip = new Zip();
    for (var file : AppTemplateWriter.files(cooler()).entrySet()) {
      String text = new String(file.getValue(), StandardCharsets.UTF_8);
      zip.put("a/" + file.getKey(), text(text.replace("kind: kpi", "kind: kpu")));
    }

    AppTemplateOutcome outcome = AppTemplateArchive.read(zip.bytes(), "other");

    assertThat(((AppTemplateOutcome.Faults) outcome).problems())
        .extracting(TemplateProblem::file, TemplateProblem::line, TemplateProblem::code)
        .contains(
            org.assertj.core.groups.Tuple.tuple(
                "dashboards/operations.yaml", 8, "app.kind-of-tile-unknown"));
  }

  private static AppTemplate cooler() {
    return AppTemplates.builtIn().named("connected-cooler").orElseThrow();
  }

  private static byte[] archive(AppTemplate app) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AppTemplateArchive.write(app, out);
    return out.toByteArray();
  }

  private static int header(byte[] zip) {
    ByteBuffer buffer = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    return buffer.getInt(zip.length - 6);
  }

  private static List<String> codes(byte[] zip) {
    return ((AppTemplateOutcome.Faults) AppTemplateArchive.read(zip, "a"))
        .problems().stream().map(TemplateProblem::code).toList();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final class Zip {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(out);

    Zip put(String name, byte[] content) throws IOException {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
      return this;
    }

    byte[] bytes() throws IOException {
      zip.close();
      return out.toByteArray();
    }
  }
}
