package org.aisle.backend.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.app.AppTemplate.DeviceGroup;
import org.aisle.templates.group.Attribute;
import org.aisle.templates.group.GroupNames;
import org.aisle.templates.group.GroupQuery;
import org.aisle.templates.group.GroupQueryOutcome;
import org.aisle.templates.group.GroupQueryReader;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class DeviceGroupsTest {

  private static final AtomicInteger NEXT = new AtomicInteger();

  private final Apps apps = RegistryServer.get(Apps.class);
  private final Assets assets = RegistryServer.get(Assets.class);
  private final Devices devices = RegistryServer.get(Devices.class);
  private final DeviceGroups groups = RegistryServer.get(DeviceGroups.class);
  private final JdbcClient jdbc = RegistryServer.get(JdbcClient.class);
  private AppId app = new AppId("groups");

  @BeforeEach
  void create() {
    app = new AppId("groups-" + NEXT.incrementAndGet());
    done(apps.create(app.value(), "Coolers", "connected-cooler"));
  }

  @Test
  void the_groups_of_an_app_template_are_the_apps_own_and_have_devices() {
    assertThat(groups.all(app)).hasSizeGreaterThan(5);
    assertThat(groups.all(app)).extracting(StoredGroup::revision).containsOnly(1);
    Map<String, Long> sizes = groups.sizes(app);
    assertThat(sizes).containsEntry("north", 15L).containsEntry("south", 10L);
    Map<String, Set<String>> members =
        groups.members(app, Set.of("north", "south", "hamburg-altona", "nobody"));
    assertThat(members.keySet()).containsExactlyInAnyOrder("north", "south", "hamburg-altona");
    assertThat(members.get("north"))
        .hasSize(15)
        .containsAll(members.get("hamburg-altona"))
        .doesNotContainAnyElementsOf(members.get("south"));
  }

  @Test
  void the_database_means_the_devices_that_the_query_means() {
    DeviceRef first = devices.find(app, null, null).getFirst().ref();
    done(devices.setEnabled(first, false));
    done(
        devices.register(
            app, new NewDevice("gate", "Gate 'x'", "Cooler", true, null, null, Map.of(), false)));
    done(
        devices.register(
            app,
            new NewDevice(
                "behind", "B", "Cooler", false, "gate", null, Map.of("model", "a\"b\\c"), false)));
    List<String> queries =
        List.of(
            "template == \"Cooler\"",
            "template != \"Cooler\"",
            "template.startsWith(\"Coo\") && template.endsWith(\"er\")",
            "enabled",
            "!enabled || gateway",
            "simulated == false",
            "via == \"gate\"",
            "via != \"gate\"",
            "known(via)",
            "!known(place)",
            "place == \"hamburg-altona\"",
            "place in [\"hamburg-altona\", \"stuttgart-mitte\"]",
            "organisation == \"region-north\"",
            "organisation != \"region-north\"",
            "organisation == \"northwind\"",
            "organisation in [\"region-north\", \"region-south\"]",
            "known(organisation)",
            "organisation.startsWith(\"region-s\")",
            "property.setPoint > 3.5",
            "property.setPoint >= 3.5 && property.setPoint <= 4",
            "property.setPoint == 4",
            "property.setPoint == \"4\" || property.setPoint == \"4.0\"",
            "property.setPoint != 4",
            "property.setPoint in [3, 3.5]",
            "property.model > 3",
            "property.model < \"Glacier 5\"",
            "property.model == \"a\\\"b\\\\c\"",
            "property.model.contains(\"\")",
            "property.model.endsWith(\" 700\")",
            "property.deliveredAt < \"2026-05-01\"",
            "known(property.outlet)",
            "!(property.model == \"Polar Slim\" && (place == \"hamburg-altona\" || simulated))",
            "name == \"Gate 'x'\"",
            "device.startsWith(\"be\")");
    List<Device> all = devices.find(app, null, null);
    for (String text : queries) {
      Set<String> wanted =
          all.stream()
              .filter(device -> query(text).matches(asked -> values(device, asked)))
              .map(device -> device.ref().device().value())
              .collect(Collectors.toSet());
      DeviceGroups.Page page = done(groups.preview(app, text, 0, 1_000));
      assertThat(page.devices())
          .as(text)
          .extracting(device -> device.ref().device().value())
          .containsExactlyInAnyOrderElementsOf(wanted);
      assertThat(page.total()).as(text).isEqualTo(wanted.size());
      done(groups.put(app, new DeviceGroup("asked", "Asked", text), null, "ada"));
      assertThat(groups.members(app, Set.of("asked"))).as(text).containsEntry("asked", wanted);
      assertThat(groups.sizes(app)).as(text).containsEntry("asked", (long) wanted.size());
    }
  }

  @Test
  void an_assets_property_and_type_are_asked_for_as_they_are_now() {
    var colour =
        new org.aisle.templates.asset.PropertyDraft(
            "colour", null, null, "string", null, null, List.of());
    done(RegistryServer.get(AssetTypeCatalogue.class).put(app, "box", "Box", List.of(colour)));
    AssetBook book = RegistryServer.get(AssetBook.class);
    done(book.create(app, new AssetBook.NewAsset("b", "B", null, "box", Map.of("colour", "red"))));
    String device = devices.find(app, null, null).getFirst().ref().device().value();
    done(assets.bindDevice(app, "b", new DeviceId(device), Instant.parse("2026-11-20T10:00:00Z")));
    String query = "asset.colour == \"red\" && assetType == \"box\"";
    assertThat(done(groups.preview(app, query, 0, 10)).devices())
        .extracting(d -> d.ref().device().value())
        .containsExactly(device);
    done(
        book.change(
            app,
            "b",
            new AssetBook.Change(
                null,
                null,
                null,
                Map.of("colour", "blue"),
                Instant.parse("2026-11-20T10:30:00Z"))));
    assertThat(done(groups.preview(app, query, 0, 10)).total()).isZero();
  }

  @Test
  void five_thousand_devices_are_asked_in_one_statement_and_come_page_by_page() {
    jdbc.sql(
            """
            insert into aisle.device (app, id, name, template, gateway, simulated, created_at, salt, hash)
            select d.app, 'x-' || n, 'X', d.template, false, false, d.created_at, d.salt, d.hash
            from (select * from aisle.device where app = :app limit 1) d, generate_series(1, 5000) n
            """)
        .param("app", app.value())
        .update();
    jdbc.sql(
            """
            insert into aisle.device_property (app, device, path, value, observed_at)
            select app, id, 'model', case when id like '%7' then 'Seven' else 'Other' end, created_at
            from aisle.device where app = :app and id like 'x-%'
            """)
        .param("app", app.value())
        .update();
    DeviceGroups.Page page =
        done(groups.preview(app, "property.model == \"Seven\" && !simulated", 490, 20));
    assertThat(page.total()).isEqualTo(500);
    assertThat(page.devices()).hasSize(10);
  }

  @Test
  void who_changes_what_somebody_else_changed_is_told() {
    DeviceGroup group = new DeviceGroup("mine", "Mine", "enabled");
    StoredGroup first = done(groups.put(app, group, 0, "ada"));
    assertThat(first.revision()).isEqualTo(1);
    assertThat(codes(groups.put(app, new DeviceGroup("mine", "M", "enabled"), 0, "bob")))
        .containsExactly("group.exists");
    assertThat(done(groups.put(app, group, 7, "bob"))).isEqualTo(first);
    StoredGroup second = done(groups.put(app, new DeviceGroup("mine", "M", "gateway"), 1, "bob"));
    assertThat(second.revision()).isEqualTo(2);
    assertThat(codes(groups.put(app, group, 1, "ada"))).containsExactly("group.revision-conflict");
    assertThat(groups.remove(app, "mine", 1, "ada").map(DeviceGroupsTest::codes))
        .contains(List.of("group.revision-conflict"));
    assertThat(groups.remove(app, "mine", 2, "ada")).isPresent();
    assertThat(groups.remove(app, "mine", null, "ada")).isEmpty();
    assertThat(codes(groups.put(app, group, 2, "bob"))).containsExactly("group.removed-conflict");
    assertThat(done(groups.put(app, group, 0, "bob")).revision()).isEqualTo(3);
  }

  @Test
  void everything_wrong_is_said_at_once_and_nothing_is_saved() {
    assertThat(
            codes(
                groups.put(
                    app,
                    new DeviceGroup("Bad Id", " ", "template == \"Coler\" && place == \"moon\""),
                    null,
                    "ada")))
        .containsExactly(
            "group.id-invalid",
            "group.name-invalid",
            "group.template-unknown",
            "group.place-unknown");
    assertThat(codes(groups.preview(app, "enabled ==", 0, 5))).containsExactly("group.syntax");
    assertThat(groups.find(app, "Bad Id")).isEmpty();
  }

  @Test
  void a_group_that_a_dashboard_names_stays() {
    AppId shop = new AppId(app.value() + "-shop");
    done(apps.create(shop.value(), "Shop", "store-conditions"));
    Outcome<StoredGroup> refused = groups.remove(shop, "utrecht", null, "ada").orElseThrow();
    assertThat(codes(refused)).containsExactly("group.in-use");
    assertThat(((Outcome.Refused<StoredGroup>) refused).problems().getFirst().sentence())
        .startsWith("The group is named by the dashboard '");
    assertThat(groups.uses(shop)).extracting(GroupUses.Use::group).contains("utrecht");
  }

  private static GroupQuery query(String text) {
    return switch (GroupQueryReader.read(text, GroupNames.ANY)) {
      case GroupQueryOutcome.Read(GroupQuery query) -> query;
      case GroupQueryOutcome.Faults(var faults) -> throw new AssertionError(faults.toString());
    };
  }

  private List<String> values(Device device, Attribute asked) {
    String value =
        switch (asked.kind()) {
          case DEVICE -> device.ref().device().value();
          case NAME -> device.name();
          case TEMPLATE -> device.template().lastSegment();
          case ENABLED -> String.valueOf(device.enabled());
          case SIMULATED -> String.valueOf(device.simulated());
          case GATEWAY -> String.valueOf(device.gateway());
          case VIA -> device.via();
          case PLACE -> device.place();
          case PROPERTY -> device.properties().get(asked.path());
          case ORGANISATION, ASSET, ASSET_TYPE -> null;
        };
    if (asked.kind() == Attribute.Kind.ORGANISATION) {
      String region = region(device.place());
      return region == null ? List.of() : List.of(region, "northwind");
    }
    return value == null ? List.of() : List.of(value);
  }

  private @Nullable String region(@Nullable String place) {
    return assets.places(app).stream()
        .filter(p -> p.id().equals(place))
        .findFirst()
        .map(Place::organisation)
        .orElse(null);
  }

  private static List<String> codes(Outcome<?> outcome) {
    return switch (outcome) {
      case Outcome.Done<?> done -> List.of();
      case Outcome.Refused<?>(var problems) -> problems.stream().map(Problem::code).toList();
    };
  }

  private static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(var problems) -> throw new AssertionError(problems.toString());
    };
  }
}
