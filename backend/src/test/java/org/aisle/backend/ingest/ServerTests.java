package org.aisle.backend.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.aisle.backend.query.Telemetry;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.NewDevice;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.rejections.Rejections;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.PropertyReport;
import org.aisle.templates.wire.Receipt;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** The backend as it is assembled in production, on an embedded PostgreSQL of its own. */
class ServerTests {

  private static final String MODEL =
      """
      {"@context":"dtmi:dtdl:context;3","@id":"dtmi:org:aisle:test:Probe;1","@type":"Interface",
       "contents":[{"@type":"Telemetry","name":"temperature","schema":"double"},
                   {"@type":"Property","name":"serial","schema":"string"}]}
      """;

  private static final AppId APP = new AppId("shop");
  private static final DeviceRef DEVICE = DeviceRef.of("shop", "probe-1");

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @ComponentScan(
      basePackages = "org.aisle.backend",
      excludeFilters =
          @ComponentScan.Filter(
              type = FilterType.REGEX,
              pattern = {".*BackendApplication", ".*RestServer.*", ".*RegistryServer.*"}))
  static class Assembled {}

  @Test
  void a_delivery_is_stored_answered_and_still_there_after_a_restart(@TempDir Path data)
      throws Exception {
    Instant at = Instant.now().truncatedTo(ChronoUnit.MICROS);
    try (ConfigurableApplicationContext server = start(data)) {
      done(server.getBean(Apps.class).create("shop", "Shop", null));
      done(server.getBean(DeviceTemplates.class).publish(APP, MODEL));
      done(
          server
              .getBean(Devices.class)
              .register(
                  APP,
                  new NewDevice("probe-1", null, "Probe", false, null, null, Map.of(), false)));
      Rejection refused =
          new Rejection(
              APP,
              DEVICE.device(),
              at,
              RejectionCode.PAYLOAD_MALFORMED,
              null,
              "Not JSON.",
              null,
              null,
              new byte[] {1},
              1);
      CompletableFuture<Boolean> ack = new CompletableFuture<>();
      server
          .getBean(ProducerTemplate.class)
          .sendBody(
              "direct:ingest",
              new Delivery(
                  List.of(Reading.of(DEVICE, at, at, Map.of("temperature", new Value.Num(4.5)))),
                  List.of(new PropertyReport(DEVICE, "serial", at, new Value.Text("S-1"))),
                  List.of(refused),
                  new Receipt() {
                    @Override
                    public void stored() {
                      ack.complete(true);
                    }

                    @Override
                    public void failed(Throwable reason) {
                      ack.completeExceptionally(reason);
                    }
                  }));
      assertThat(ack.get(30, TimeUnit.SECONDS)).isTrue();
      check(server, at);
    }
    try (ConfigurableApplicationContext server = start(data)) {
      check(server, at);
      assertThat(server.getBean(Apps.class).drop(APP)).isTrue();
      assertThat(server.getBean(Telemetry.class).latest(DEVICE)).isEmpty();
    }
  }

  private static void check(ConfigurableApplicationContext server, Instant at) {
    assertThat(server.getBean(Telemetry.class).latest(DEVICE))
        .hasValueSatisfying(
            latest -> {
              assertThat(latest.observedAt()).isEqualTo(at);
              assertThat(latest.values()).containsEntry("temperature", new Value.Num(4.5));
            });
    assertThat(server.getBean(Rejections.class).of(DEVICE, 10)).hasSize(1);
    assertThat(server.getBean(Rejections.class).count(APP)).isEqualTo(1);
    assertThat(server.getBean(Devices.class).find(DEVICE).orElseThrow().properties())
        .containsEntry("serial", "S-1");
  }

  private static ConfigurableApplicationContext start(Path data) {
    return new SpringApplicationBuilder(Assembled.class)
        .web(WebApplicationType.SERVLET)
        .properties("aisle.database.data=" + data, "spring.main.banner-mode=off", "server.port=0")
        .run();
  }

  private static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(var problems) -> throw new AssertionError(problems.toString());
    };
  }
}
