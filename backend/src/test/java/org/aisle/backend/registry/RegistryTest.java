package org.aisle.backend.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.picture.Picture;
import org.aisle.templates.reading.Value;
import org.aisle.templates.wire.PropertyReport;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

class RegistryTest {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final String MUG = model("Mug", 1, "temperature:double", "lid:boolean");

  private final Apps apps = RegistryServer.get(Apps.class);
  private final DeviceTemplates templates = RegistryServer.get(DeviceTemplates.class);
  private final Devices devices = RegistryServer.get(Devices.class);
  private final Assets assets = RegistryServer.get(Assets.class);
  private final Places places = RegistryServer.get(Places.class);
  private final DeviceDirectory directory = RegistryServer.get(DeviceDirectory.class);
  private final JdbcClient jdbc = RegistryServer.get(JdbcClient.class);

  @Test
  void an_app_made_from_a_template_has_everything_the_template_describes() {
    AppTemplate template =
        RegistryServer.get(AppGallery.class).find("connected-cooler").orElseThrow();
    AppId app = done(apps.create(freshId(), "Coolers", "connected-cooler")).id();

    assertThat(apps.origin(app)).contains(template);
    assertThat(apps.dashboards(app)).isEqualTo(template.dashboards());
    assertThat(apps.organisations(app))
        .extracting(Organisation::id)
        .containsExactlyInAnyOrderElementsOf(
            template.organisations().stream().map(AppTemplate.Organisation::id).toList());
    assertThat(assets.places(app)).hasSameSizeAs(template.places());
    assertThat(templates.all(app)).containsExactlyInAnyOrderElementsOf(template.deviceTemplates());
    assertThat(devices.find(app, null, null))
        .hasSameSizeAs(template.fleet().members())
        .allSatisfy(
            d -> {
              AppTemplate.Member member =
                  template.fleet().members().stream()
                      .filter(m -> m.device().equals(d.ref().device().value()))
                      .findFirst()
                      .orElseThrow();
              assertThat(d.simulated()).isTrue();
              assertThat(d.place()).isEqualTo(member.place());
              assertThat(d.properties()).isEqualTo(member.properties());
              assertThat(d.name()).isEqualTo(member.name());
            });
    assertThat(assets.all(app)).hasSameSizeAs(template.fleet().members());
  }

  @Test
  void the_pictures_of_an_app_template_are_stored_with_the_app_and_dropped_with_it() {
    AppPictures pictures = RegistryServer.get(AppPictures.class);
    AppTemplate template =
        RegistryServer.get(AppGallery.class).find("connected-cooler").orElseThrow();
    Picture plan = new Picture("plan.svg", Picture.Kind.SVG, new byte[] {1, -2, 3});
    AppId app = done(apps.create(freshId(), "App", null)).id();
    AppId other = done(apps.create(freshId(), "Other", null)).id();
    RegistryServer.get(TransactionOperations.class)
        .executeWithoutResult(
            status ->
                RegistryServer.get(AppContents.class)
                    .fill(app, template.withPictures(List.of(plan))));

    assertThat(pictures.find(app, "plan.svg")).contains(plan);
    assertThat(pictures.find(app, "no.svg")).isEmpty();
    assertThat(pictures.find(other, "plan.svg")).isEmpty();
    assertThat(apps.origin(app)).map(AppTemplate::pictures).contains(List.of(plan));
    apps.drop(app);
    assertThat(pictures.all(app)).isEmpty();
  }

  @Test
  void an_app_with_several_faults_is_refused_with_all_of_them() {
    assertThat(codes(apps.create("Not An Id", " ", "no-such-template")))
        .containsExactly("app.id-invalid", "app.name-invalid", "app-template.unknown");
  }

  @Test
  void an_app_id_is_taken_once_even_by_many_at_the_same_time() throws Exception {
    String id = freshId();
    List<Outcome<App>> outcomes = together(8, () -> apps.create(id, "App", null));
    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .filteredOn(Outcome.Refused.class::isInstance)
        .allSatisfy(o -> assertThat(codes(o)).containsExactly("app.exists"));
  }

  @Test
  void a_dropped_app_leaves_nothing_and_its_id_is_free_again() {
    AppId app = appWithMug();
    DeviceRef ref = register(app, "one").device().ref();
    assertThat(directory.device(ref)).isPresent();

    assertThat(apps.drop(app)).isTrue();
    assertThat(apps.drop(app)).isFalse();
    assertThat(directory.device(ref)).isEmpty();
    assertThat(apps.find(app)).isEmpty();
    assertThat(
            jdbc.sql("select 1 from information_schema.schemata where schema_name = :s")
                .param("s", app.schema())
                .query(Integer.class)
                .list())
        .isEmpty();
    done(apps.create(app.value(), "Again", null));
    assertThat(devices.find(app, null, null)).isEmpty();
  }

  @Test
  void retention_is_kept_to_the_second_and_has_bounds() {
    AppId app = freshApp();
    assertThat(done(apps.retain(app, Duration.ofDays(90))).retention())
        .isEqualTo(Duration.ofDays(90));
    assertThat(done(apps.retain(app, null)).retention()).isNull();
    assertThat(codes(apps.retain(app, Duration.ofSeconds(1)))).containsExactly("retention.invalid");
    assertThat(codes(apps.retain(app, Duration.ofSeconds(Long.MAX_VALUE))))
        .containsExactly("retention.invalid");
  }

  @Test
  void publishing_the_same_version_again_changes_nothing_unless_its_content_differs() {
    AppId app = freshApp();
    List<DeviceTemplate> first = done(templates.publish(app, MUG));
    assertThat(done(templates.publish(app, MUG + "\n  "))).isEqualTo(first);
    assertThat(templates.all(app)).hasSize(1);

    Outcome<List<DeviceTemplate>> other =
        templates.publish(app, model("Mug", 1, "temperature:double"));
    assertThat(codes(other)).containsExactly("template.version-exists");
    assertThat(sentences(other)).contains("dtmi:test:Mug;2");
  }

  @Test
  void a_new_version_adds_columns_and_is_what_the_name_then_means() {
    AppId app = appWithMug();
    done(templates.publish(app, model("Mug", 2, "temperature:double", "weight:double")));
    done(templates.publish(app, model("Mug", 10, "temperature:double")));
    assertThat(columns(app, "mug")).contains("temperature", "lid", "weight");
    assertThat(templates.resolve(app, "Mug").orElseThrow().id())
        .isEqualTo(new Dtmi("dtmi:test:Mug;10"));
    assertThat(templates.resolve(app, "dtmi:test:Mug;2")).isPresent();
    assertThat(templates.resolve(app, "mug")).isEmpty();
  }

  @Test
  void a_column_of_another_type_is_refused_and_nothing_of_the_version_stays() {
    AppId app = appWithMug();
    Outcome<List<DeviceTemplate>> refused =
        templates.publish(app, model("Mug", 2, "aroma:double", "temperature:string"));
    assertThat(codes(refused)).containsExactly("template.column-conflict");
    assertThat(templates.all(app)).hasSize(1);
    assertThat(columns(app, "mug")).doesNotContain("aroma");
  }

  @Test
  void two_templates_cannot_share_a_table() {
    AppId app = appWithMug();
    assertThat(codes(templates.publish(app, MUG.replace("dtmi:test:Mug", "dtmi:other:Mug"))))
        .containsExactly("template.name-taken");
  }

  @Test
  void a_template_with_ten_thousand_fields_is_refused() {
    String[] fields =
        IntStream.range(0, 10_000).mapToObj(i -> "f" + i + ":double").toArray(String[]::new);
    assertThat(codes(templates.publish(freshApp(), model("Huge", 1, fields)))).isNotEmpty();
    String[] many =
        IntStream.range(0, 280).mapToObj(i -> "f" + i + ":vector").toArray(String[]::new);
    assertThat(codes(templates.publish(freshApp(), model("Wide", 1, many)))).isNotEmpty();
  }

  @Test
  void a_registered_device_is_let_in_with_the_password_that_was_shown_and_no_other() {
    Registered device = register(appWithMug(), "m1");
    DeviceRef ref = device.device().ref();
    assertThat(device.username()).isEqualTo(ref.username());
    assertThat(device.password()).hasSizeGreaterThanOrEqualTo(22);
    assertThat(directory.authenticate(ref, bytes(device.password()))).isTrue();
    assertThat(directory.authenticate(ref, bytes(device.password() + "x"))).isFalse();
    assertThat(directory.authenticate(ref, new byte[0])).isFalse();
    assertThat(stored()).doesNotContain(device.password());
  }

  @Test
  void new_credentials_void_the_old_ones_at_once() {
    Registered old = register(appWithMug(), "m1");
    DeviceRef ref = old.device().ref();
    assertThat(directory.authenticate(ref, bytes(old.password()))).isTrue();
    Registered renewed = done(devices.renewCredentials(ref));
    assertThat(directory.authenticate(ref, bytes(old.password()))).isFalse();
    assertThat(directory.authenticate(ref, bytes(renewed.password()))).isTrue();
  }

  @Test
  void a_disabled_device_is_not_let_in_until_it_is_enabled_again() {
    Registered device = register(appWithMug(), "m1");
    DeviceRef ref = device.device().ref();
    done(devices.setEnabled(ref, false));
    assertThat(directory.authenticate(ref, bytes(device.password()))).isFalse();
    assertThat(directory.mayActFor(ref, ref)).isFalse();
    assertThat(directory.device(ref).orElseThrow().enabled()).isFalse();
    done(devices.setEnabled(ref, true));
    assertThat(directory.authenticate(ref, bytes(device.password()))).isTrue();
  }

  @Test
  void a_device_asked_for_before_it_existed_is_known_as_soon_as_it_is_registered() {
    AppId app = appWithMug();
    DeviceRef ref = new DeviceRef(app, new DeviceId("late"));
    assertThat(directory.device(ref)).isEmpty();
    register(app, "late");
    assertThat(directory.device(ref)).isPresent();
    assertThat(devices.remove(ref)).isTrue();
    assertThat(directory.device(ref)).isEmpty();
    assertThat(devices.remove(ref)).isFalse();
  }

  @Test
  void a_gateway_may_act_for_its_own_devices_only() {
    AppId app = appWithMug();
    AppId other = appWithMug();
    DeviceRef gateway = registerGateway(app, "gw");
    DeviceRef stranger = registerGateway(other, "gw");
    DeviceRef behind = registerVia(app, "behind", "gw");
    DeviceRef alone = register(app, "alone").device().ref();

    assertThat(directory.mayActFor(gateway, behind)).isTrue();
    assertThat(directory.mayActFor(gateway, gateway)).isTrue();
    assertThat(directory.mayActFor(behind, behind)).isTrue();
    assertThat(directory.mayActFor(gateway, alone)).isFalse();
    assertThat(directory.mayActFor(stranger, behind)).isFalse();
    assertThat(directory.mayActFor(alone, behind)).isFalse();
    assertThat(directory.mayActFor(behind, gateway)).isFalse();
    done(devices.setEnabled(gateway, false));
    assertThat(directory.mayActFor(gateway, behind)).isFalse();
    devices.remove(gateway);
    assertThat(directory.mayActFor(gateway, behind)).isFalse();
    assertThat(devices.find(behind).orElseThrow().via()).isNull();
  }

  @Test
  void a_device_with_several_faults_is_refused_with_all_of_them() {
    AppId app = appWithMug();
    NewDevice bad =
        new NewDevice(
            "a/b'; drop table aisle.device; --",
            "",
            "Spoon",
            false,
            "nobody",
            "nowhere",
            Map.of(),
            false);
    assertThat(codes(devices.register(app, bad)))
        .containsExactly(
            "device.id-invalid",
            "device.name-invalid",
            "template.unknown",
            "gateway.unknown",
            "place.unknown");
    assertThat(codes(devices.register(new AppId("no-such-app"), bad)))
        .containsExactly("app.unknown");
  }

  @Test
  void a_device_id_is_taken_once_even_by_many_at_the_same_time() throws Exception {
    AppId app = appWithMug();
    List<Outcome<Registered>> outcomes =
        together(8, () -> devices.register(app, mug("same", Map.of())));
    assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .filteredOn(Outcome.Refused.class::isInstance)
        .allSatisfy(o -> assertThat(codes(o)).containsExactly("device.exists"));
  }

  @Test
  void properties_are_checked_against_the_template_and_merged() {
    AppId app = appWithMug();
    DeviceRef ref = done(devices.register(app, mug("m", Map.of("colour", "red")))).device().ref();
    assertThat(done(devices.setProperties(ref, Map.of("limit", " 7.50 "))).properties())
        .isEqualTo(Map.of("colour", "red", "limit", "7.5"));
    assertThat(codes(devices.setProperties(ref, Map.of("limit", "much", "sise", "1"))))
        .containsExactlyInAnyOrder("property.invalid", "property.unknown");
    assertThat(codes(devices.setProperties(ref, Map.of("colour", "a\0b"))))
        .containsExactly("property.invalid");
  }

  @Test
  void the_latest_report_of_a_property_is_the_truth_in_any_order() {
    AppId app = appWithMug();
    DeviceRef ref = register(app, "m").device().ref();
    ReportedProperties reported = RegistryServer.get(ReportedProperties.class);
    Instant at = RegistryServer.NOW;
    List<PropertyReport> reports =
        List.of(
            new PropertyReport(ref, "colour", at.plusSeconds(2), new Value.Text("late")),
            new PropertyReport(ref, "colour", at.plusSeconds(1), new Value.Text("early")),
            new PropertyReport(ref, "colour", at.plusSeconds(2), new Value.Text("Late")),
            new PropertyReport(
                DeviceRef.of(app.value(), "nobody"), "colour", at, new Value.Text("x")));
    reported.keep(reports);
    assertThat(devices.find(ref).orElseThrow().properties()).isEqualTo(Map.of("colour", "late"));
    reported.keep(reports.reversed());
    assertThat(devices.find(ref).orElseThrow().properties()).isEqualTo(Map.of("colour", "late"));
    done(devices.setProperties(ref, Map.of("colour", "set by hand")));
    reported.keep(reports);
    assertThat(devices.find(ref).orElseThrow().properties())
        .isEqualTo(Map.of("colour", "set by hand"));
  }

  @Test
  void a_device_can_be_told_to_speak_a_newer_version() {
    AppId app = appWithMug();
    DeviceRef ref = register(app, "m").device().ref();
    assertThat(directory.device(ref).orElseThrow().template().field("weight")).isEmpty();
    done(templates.publish(app, model("Mug", 2, "temperature:double", "weight:double")));
    done(devices.change(ref, new Devices.Change("Mine", "Mug", null, Map.of())));
    assertThat(directory.device(ref).orElseThrow().template().field("weight")).isPresent();
    assertThat(devices.find(ref).orElseThrow().name()).isEqualTo("Mine");
  }

  @Test
  void a_device_keeps_its_model() {
    AppId app = appWithMug();
    DeviceRef ref = register(app, "m").device().ref();
    done(templates.publish(app, model("Jug", 1, "temperature:double")));

    for (String other : List.of("Jug", "dtmi:test:Jug;1")) {
      assertThat(devices.change(ref, new Devices.Change("Mine", other, null, Map.of())))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              refused ->
                  assertThat(refused.problems().toString()).contains("template.other-model"));
    }
    assertThat(devices.find(ref).orElseThrow().template()).isEqualTo(new Dtmi("dtmi:test:Mug;1"));
    assertThat(devices.find(ref).orElseThrow().name()).isNotEqualTo("Mine");
  }

  @Test
  void devices_are_found_by_a_part_of_id_name_or_place_taken_literally() {
    AppId app = appWithMug();
    done(places.put(app, new Place("kiosk", "Kiosk", null, "store", 1, 2, 50, null), null, "test"));
    register(app, "abc-1");
    done(
        devices.register(
            app, new NewDevice("z", "My %cup", "Mug", false, null, "kiosk", Map.of(), false)));
    assertThat(ids(devices.find(app, "BC-", null))).containsExactly("abc-1");
    assertThat(ids(devices.find(app, "%", null))).containsExactly("z");
    assertThat(ids(devices.find(app, "kios", null))).containsExactly("z");
    assertThat(ids(devices.find(app, "' or 1=1 --", null))).isEmpty();
    assertThat(ids(devices.find(app, null, new Dtmi("dtmi:test:Mug;1"))))
        .containsExactly("abc-1", "z");
    assertThat(devices.find(app, null, new Dtmi("dtmi:test:Mug;2"))).isEmpty();
  }

  @Test
  void an_asset_keeps_who_was_attached_and_where_it_stood_over_time() {
    AppId app = appWithMug();
    DeviceRef ref = register(app, "m").device().ref();
    for (String id : List.of("north", "south")) {
      done(places.put(app, new Place(id, id, null, "store", 1, 2, 50, null), null, "test"));
    }
    done(assets.create(app, "shelf", "Shelf", "shelf"));
    Instant t = RegistryServer.NOW.minusSeconds(120);
    done(assets.bindDevice(app, "shelf", ref.device(), t));
    done(assets.bindPlace(app, "shelf", "north", t));
    assertThat(devices.find(ref).orElseThrow().place()).isEqualTo("north");
    Asset moved = done(assets.bindPlace(app, "shelf", "south", t.plusSeconds(60)));
    assertThat(moved.places())
        .containsExactly(
            new Asset.PlaceBinding("north", t, t.plusSeconds(60)),
            new Asset.PlaceBinding("south", t.plusSeconds(60), null));
    assertThat(devices.find(ref).orElseThrow().place()).isEqualTo("south");
    assertThat(codes(assets.bindPlace(app, "shelf", "north", t.plusSeconds(30))))
        .containsExactly("binding.before-current");
    assertThat(codes(assets.bindPlace(app, "shelf", "nowhere", t)))
        .containsExactly("place.unknown");
    assertThat(codes(assets.bindPlace(app, "no-shelf", "north", t)))
        .containsExactly("asset.unknown");
    done(assets.create(app, "other", "Other", "shelf"));
    done(assets.bindDevice(app, "other", ref.device(), t.plusSeconds(90)));
    assertThat(assets.find(app, "shelf").orElseThrow().devices())
        .containsExactly(new Asset.DeviceBinding(ref.device(), t, t.plusSeconds(90)));
    assertThat(devices.find(ref).orElseThrow().place()).isNull();
  }

  @Test
  void a_change_that_is_rolled_back_never_shows_in_the_directory() {
    AppId app = appWithMug();
    DeviceRef ref = new DeviceRef(app, new DeviceId("ghost"));
    RegistryServer.get(TransactionOperations.class)
        .executeWithoutResult(
            status -> {
              register(app, "ghost");
              status.setRollbackOnly();
            });
    assertThat(directory.device(ref)).isEmpty();
  }

  private String stored() {
    return jdbc.sql(
            "select string_agg(encode(salt, 'escape') || encode(hash, 'escape'), ' ') from aisle.device")
        .query(String.class)
        .single();
  }

  private List<String> columns(AppId app, String table) {
    return jdbc.sql(
            "select column_name from information_schema.columns where table_schema = :s and table_name = :t")
        .param("s", app.schema())
        .param("t", table)
        .query(String.class)
        .list();
  }

  private AppId appWithMug() {
    AppId app = freshApp();
    done(templates.publish(app, MUG));
    return app;
  }

  private AppId freshApp() {
    return done(apps.create(freshId(), "App", null)).id();
  }

  private static String freshId() {
    return "app-" + NEXT.incrementAndGet();
  }

  private Registered register(AppId app, String id) {
    return done(devices.register(app, mug(id, Map.of())));
  }

  private DeviceRef registerGateway(AppId app, String id) {
    return done(devices.register(
            app, new NewDevice(id, null, "Mug", true, null, null, Map.of(), false)))
        .device()
        .ref();
  }

  private DeviceRef registerVia(AppId app, String id, String via) {
    return done(devices.register(
            app, new NewDevice(id, null, "Mug", false, via, null, Map.of(), false)))
        .device()
        .ref();
  }

  private static NewDevice mug(String id, Map<String, String> properties) {
    return new NewDevice(id, null, "Mug", false, null, null, properties, false);
  }

  /** A DTDL v2 interface with the telemetry given and two properties. */
  private static String model(String name, int version, String... telemetry) {
    String contents =
        java.util.Arrays.stream(telemetry)
            .map(t -> t.split(":"))
            .map(
                t ->
                    """
                    {"@type": "Telemetry", "name": "%s", "schema": "%s"}"""
                        .formatted(t[0], t[1]))
            .collect(Collectors.joining(",\n"));
    return """
        {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:%s;%d", "@type": "Interface",
         "displayName": "%s", "contents": [%s,
          {"@type": "Property", "name": "colour", "schema": "string", "writable": true},
          {"@type": "Property", "name": "limit", "schema": "double", "writable": true}]}
        """
        .formatted(name, version, name, contents);
  }

  private static <T> List<T> together(int times, java.util.concurrent.Callable<T> action)
      throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<T>> futures = new ArrayList<>();
    List<T> results = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(times)) {
      for (int i = 0; i < times; i++) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return action.call();
                }));
      }
      start.countDown();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
    }
    return results;
  }

  private static <T> T done(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).value();
  }

  private static List<String> codes(Outcome<?> outcome) {
    return switch (outcome) {
      case Outcome.Done<?> done -> List.of();
      case Outcome.Refused<?>(var problems) ->
          problems.stream().map(Outcome.Problem::code).toList();
    };
  }

  private static String sentences(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?>(var problems) ? problems.toString() : "";
  }

  private static List<String> ids(List<Device> found) {
    return found.stream().map(d -> d.ref().device().value()).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
