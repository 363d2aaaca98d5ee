package org.aisle.ui.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.aisle.gateway.broker.BrokerSettings;
import org.aisle.gateway.broker.BrokerUnavailableException;
import org.aisle.gateway.broker.TlsListener;
import org.aisle.templates.settings.SettingsFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

class ServerSettingsTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "production.md");

  @Test
  void an_option_wins_over_the_environment_and_that_over_the_file() {
    ServerSettings settings =
        new ServerSettings(
            Map.of("AISLE_MQTT_PORT", "2001", "AISLE_DATABASE_URL", "jdbc:postgresql://env/a")::get,
            Map.of("aisle.mqtt.port", "2002", "server.port", "9002", "aisle.data-dir", "kept"));
    assertThat(settings.port(2000, "aisle.mqtt.port", 1883)).isEqualTo(2000);
    assertThat(settings.port(null, "aisle.mqtt.port", 1883)).isEqualTo(2001);
    assertThat(settings.port(null, "server.port", 8080)).isEqualTo(9002);
    assertThat(settings.text(null, "aisle.database.url")).isEqualTo("jdbc:postgresql://env/a");
    assertThat(settings.data(null)).isEqualTo(Path.of("kept"));
    assertThat(settings.data(Path.of("said"))).isEqualTo(Path.of("said"));
  }

  @Test
  void a_port_that_is_no_number_is_a_sentence() {
    ServerSettings settings = new ServerSettings(name -> null, Map.of("server.port", "eighty"));
    assertThatThrownBy(() -> settings.port(null, "server.port", 8080))
        .hasMessage("server.port is a number from 0 to 65535.");
  }

  @Test
  void every_setting_that_the_server_binds_is_known() {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
    Set<String> bound = new TreeSet<>();
    scanner.findCandidateComponents("org.aisle").stream()
        .map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
        .forEach(
            type ->
                names(
                    type.getAnnotation(ConfigurationProperties.class)
                        .prefix()
                        .concat(type.getAnnotation(ConfigurationProperties.class).value()),
                    type,
                    bound));
    bound.removeIf(name -> name.startsWith("aisle.demo."));
    bound.remove("aisle.database.data"); // follows aisle.data-dir
    assertThat(bound)
        .contains("aisle.notification.smtp.host")
        .allMatch(ServerSettings.NAMES::knows);
  }

  private static void names(String prefix, Class<?> type, Set<String> names) {
    for (Parameter component : type.getDeclaredConstructors()[0].getParameters()) {
      Name named = component.getAnnotation(Name.class);
      String own =
          named != null
              ? named.value()
              : component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      if (component.getType().isRecord()) {
        names(prefix + "." + own, component.getType(), names);
      } else {
        names.add(prefix + "." + own);
      }
    }
  }

  @Test
  void the_document_lists_every_setting_and_no_other() throws IOException {
    Set<String> told =
        Pattern.compile("^\\| `((?:aisle|server|spring)\\.[^`]+)` \\|", Pattern.MULTILINE)
            .matcher(Files.readString(DOCUMENT))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(told).isEqualTo(new TreeSet<>(ServerSettings.NAMES.names()));
  }

  @Test
  void the_documents_examples_are_read_whole(@TempDir Path folder) throws IOException {
    assertThat(example("server", folder))
        .containsEntry("server.port", "8080")
        .containsEntry("aisle.notification.allow[0]", "10.1.0.0/16");
    assertThat(example("https", folder)).containsKey("server.ssl.certificate-private-key");
    assertThat(example("tls", folder))
        .containsEntry("aisle.mqtt.tls.certificate", "/etc/aisle/server.pem");
  }

  private static Map<String, String> example(String name, Path folder) throws IOException {
    String text = Files.readString(DOCUMENT);
    int begin = text.indexOf("```yaml\n", text.indexOf("<!-- tested: " + name + " -->")) + 8;
    Path file =
        Files.writeString(
            folder.resolve(name + ".yaml"), text.substring(begin, text.indexOf("```", begin)));
    return ((SettingsFile.Outcome.Read) SettingsFile.read(file, ServerSettings.NAMES)).settings();
  }

  @Test
  void with_a_certificate_the_plain_listener_stays_on_loopback(@TempDir Path folder)
      throws Exception {
    MqttSettings.Tls none = new MqttSettings.Tls(null, null, null, null, 8883, false);
    assertThat(new MqttSettings(1883, "0.0.0.0", "", none).broker(folder))
        .satisfies(
            broker -> {
              assertThat(broker.tls()).isNull();
              assertThat(broker.bindAddress()).isEqualTo("0.0.0.0");
            });
    Path store = certificate(folder);
    Path password = Files.writeString(folder.resolve("password"), "for-this-test\n");
    for (boolean plainToo : new boolean[] {false, true}) {
      MqttSettings.Tls tls =
          new MqttSettings.Tls(null, null, store.toString(), password.toString(), 8884, plainToo);
      BrokerSettings broker = new MqttSettings(1883, "0.0.0.0", "", tls).broker(folder);
      TlsListener listener = Objects.requireNonNull(broker.tls());
      assertThat(listener.port()).isEqualTo(8884);
      assertThat(listener.bindAddress()).isEqualTo("0.0.0.0");
      assertThat(broker.bindAddress()).isEqualTo(plainToo ? "0.0.0.0" : "127.0.0.1");
    }
    MqttSettings.Tls half = new MqttSettings.Tls("x.pem", null, null, null, 8883, false);
    assertThatThrownBy(() -> new MqttSettings(1883, "0.0.0.0", "", half).broker(folder))
        .isInstanceOf(BrokerUnavailableException.class)
        .hasMessageStartingWith("tls.settings-incomplete: ");
  }

  static Path certificate(Path folder) throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                "for-this-test",
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return store;
  }
}
