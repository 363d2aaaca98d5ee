package org.aisle.backend.registry;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.dashboard.Dashboard;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What an app starts with: filled in from its app template inside the caller's transaction. */
@Component
class AppContents {

  private final JdbcClient jdbc;
  private final JdbcDeviceTemplates templates;
  private final DeviceRows devices;
  private final AppAssets appAssets;
  private final JdbcAppPictures pictures;
  private final JdbcAppThemes themes;
  private final JdbcOrganisations organisations;
  private final GroupRows groups;
  private final KeptJson json;
  private final InstantSource time;

  AppContents(
      JdbcClient jdbc,
      JdbcDeviceTemplates templates,
      DeviceRows devices,
      AppAssets appAssets,
      JdbcAppPictures pictures,
      JdbcAppThemes themes,
      JdbcOrganisations organisations,
      GroupRows groups,
      KeptJson json,
      InstantSource time) {
    this.jdbc = jdbc;
    this.templates = templates;
    this.devices = devices;
    this.appAssets = appAssets;
    this.pictures = pictures;
    this.themes = themes;
    this.organisations = organisations;
    this.groups = groups;
    this.json = json;
    this.time = time;
  }

  /** Everything that stands in the way; empty when the app is filled. */
  List<Problem> fill(AppId app, AppTemplate template) {
    jdbc.sql("update aisle.app set origin = :origin where id = :app")
        .param("origin", json.write(template))
        .param("app", app.value())
        .update();
    organisations(app, parentsFirst(template.organisations()));
    PlaceRows places = new PlaceRows(jdbc);
    for (AppTemplate.Place p : template.places()) {
      places.put(
          app,
          PlaceRows.asFirst(
              new Place(
                  p.id(),
                  p.name(),
                  p.organisation(),
                  p.kind(),
                  p.lat(),
                  p.lon(),
                  p.radiusMetres(),
                  p.address(),
                  p.outline()),
              "app template",
              time.instant()));
    }
    appAssets.types(app, template.assetTypes());
    Instant now = time.instant();
    template
        .groups()
        .forEach(group -> groups.put(app, new StoredGroup(group, 1, "app template", now)));
    dashboards(app, template.dashboards());
    pictures.add(app, template.pictures());
    themes.keep(app, template.theme());
    return switch (templates.publish(app, template.deviceTemplates())) {
      case Outcome.Refused<List<DeviceTemplate>>(var problems) -> problems;
      case Outcome.Done<List<DeviceTemplate>>(var published) -> fleet(app, template, published);
    };
  }

  List<Organisation> organisations(AppId app) {
    return organisations.all(app);
  }

  List<Dashboard> dashboards(AppId app) {
    return jdbc.sql(
            """
            select definition from aisle.dashboard where app = :app and owner is null
            order by position, id
            """)
        .param("app", app.value())
        .query((row, number) -> json.dashboard(row.getString("definition")))
        .list();
  }

  List<AppTemplate.DeviceGroup> groups(AppId app) {
    return groups.all(app).stream().map(StoredGroup::group).toList();
  }

  Optional<AppTemplate> origin(AppId app) {
    return jdbc.sql("select origin from aisle.app where id = :app and origin is not null")
        .param("app", app.value())
        .query((row, number) -> json.appTemplate(row.getString("origin")))
        .optional()
        .map(template -> template.withPictures(pictures.all(app)));
  }

  private void organisations(AppId app, List<AppTemplate.Organisation> organisations) {
    int position = 0;
    for (AppTemplate.Organisation o : organisations) {
      jdbc.sql(
              """
              insert into aisle.organisation (app, id, name, parent, position)
              values (:app, :id, :name, :parent, :position)
              """)
          .param("app", app.value())
          .param("id", o.id())
          .param("name", o.name())
          .param("parent", o.parent())
          .param("position", position++)
          .update();
    }
  }

  private void dashboards(AppId app, List<Dashboard> dashboards) {
    int position = 0;
    for (Dashboard dashboard : dashboards) {
      jdbc.sql(
              """
              insert into aisle.dashboard (app, id, position, definition, changed_at)
              values (:app, :id, :position, :definition, :at)
              """)
          .param("app", app.value())
          .param("id", dashboard.id())
          .param("position", position++)
          .param("definition", json.write(dashboard))
          .param("at", time.instant().atOffset(ZoneOffset.UTC))
          .update();
    }
  }

  private List<Problem> fleet(AppId app, AppTemplate template, List<DeviceTemplate> published) {
    Map<String, DeviceTemplate> byName = new HashMap<>();
    published.forEach(t -> byName.put(t.id().lastSegment(), t));
    Problems problems = new Problems();
    for (AppTemplate.Member member : template.fleet().members()) {
      DeviceTemplate type = byName.get(member.template());
      if (type == null || !DeviceId.isValid(member.device())) {
        problems.add(
            "app-template.fleet-invalid",
            "Correct the simulated device %s of the app template: its id or its template %s is not valid."
                .formatted(Problems.quoted(member.device()), Problems.quoted(member.template())));
        continue;
      }
      register(app, member, type);
    }
    if (problems.none()) {
      appAssets.seed(app, template, problems);
    }
    return problems.list();
  }

  private void register(AppId app, AppTemplate.Member member, DeviceTemplate type) {
    DeviceRef ref = new DeviceRef(app, new DeviceId(member.device()));
    NewDevice request =
        new NewDevice(
            member.device(),
            member.name(),
            member.template(),
            false,
            null,
            member.place(),
            member.properties(),
            true);
    devices.insert(
        ref, member.name(), type.id(), request, DeviceSecret.generate().secret(), time.instant());
    devices.setProperties(ref, member.properties(), time.instant());
    if (member.disabled()) {
      devices.change(ref, member.name(), type.id(), false);
    }
  }

  private static List<AppTemplate.Organisation> parentsFirst(
      List<AppTemplate.Organisation> organisations) {
    List<AppTemplate.Organisation> ordered = new ArrayList<>();
    List<AppTemplate.Organisation> waiting = new ArrayList<>(organisations);
    List<String> placed = new ArrayList<>();
    boolean progress = true;
    while (progress && !waiting.isEmpty()) {
      progress = false;
      for (AppTemplate.Organisation o : List.copyOf(waiting)) {
        if (o.parent() == null || placed.contains(o.parent())) {
          ordered.add(o);
          placed.add(o.id());
          waiting.remove(o);
          progress = true;
        }
      }
    }
    ordered.addAll(waiting);
    return ordered;
  }
}
