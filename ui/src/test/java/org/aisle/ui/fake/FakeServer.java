package org.aisle.ui.fake;

import com.vaadin.flow.spring.annotation.EnableVaadin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.aisle.backend.access.Access;
import org.aisle.backend.imports.Imports;
import org.aisle.backend.imports.PlaceImports;
import org.aisle.backend.query.FleetHistory;
import org.aisle.backend.query.FleetNumbers;
import org.aisle.backend.query.ReadingsStored;
import org.aisle.backend.registry.AppGallery;
import org.aisle.backend.registry.Apps;
import org.aisle.backend.registry.AssetTypeCatalogue;
import org.aisle.backend.registry.Assets;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.PropertyTimes;
import org.aisle.backend.rejections.Rejections;
import org.aisle.backend.report.ConditionReports;
import org.aisle.backend.report.StoredConditionReports;
import org.aisle.backend.rules.EvaluationProgress;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplates;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Reading;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * The web application on a backend in memory: for tests, and to look at ({@code main}, then {@code
 * /sign-in?token=let-the-test-in}).
 */
@SpringBootConfiguration
@EnableAutoConfiguration(
    excludeName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
      "org.apache.camel.spring.boot.CamelAutoConfiguration"
    })
@ComponentScan(
    basePackages = "org.aisle.ui",
    excludeFilters =
        @ComponentScan.Filter(type = FilterType.REGEX, pattern = "org\\.aisle\\.ui\\.server\\..*"))
@EnableVaadin("org.aisle.ui")
public class FakeServer {

  private static final Duration HISTORY = Duration.ofDays(2);

  public static void main(String[] args) {
    ConfigurableApplicationContext context = start(args.length > 0 ? args[0] : "8099");
    Executors.newSingleThreadScheduledExecutor()
        .scheduleAtFixedRate(() -> everyoneReports(context), 2, 2, TimeUnit.SECONDS);
  }

  public static ConfigurableApplicationContext start(String port) {
    SpringApplication application = new SpringApplication(FakeServer.class);
    return application.run(
        "--server.port=" + port,
        "--server.address=127.0.0.1",
        "--spring.main.banner-mode=off",
        "--vaadin.launch-browser=false",
        "--vaadin.productionMode=true",
        "--logging.level.root=WARN");
  }

  /** One reading of every cooler, now, and the event that says so. */
  public static void everyoneReports(ConfigurableApplicationContext context) {
    Instant now = context.getBean(InstantSource.class).instant();
    FakeTelemetry telemetry = context.getBean(FakeTelemetry.class);
    Map<DeviceId, Instant> devices = new HashMap<>();
    for (int i = 1; i <= FakeFleet.DEVICES; i++) {
      Reading reading = FakeFleet.reading(i, now, now);
      if (reading != null) {
        telemetry.put(reading);
        devices.put(reading.device().device(), now);
      }
    }
    context.publishEvent(new ReadingsStored(FakeFleet.APP, devices));
  }

  @Bean
  FakeClock clock() {
    return new FakeClock();
  }

  @Bean
  FakeApps apps(InstantSource clock) {
    return new FakeApps()
        .put(FakeFleet.app(clock.instant()), FakeFleet.dashboard(), FakeFigures.dashboard());
  }

  @Bean
  FakeGroups groups(Apps apps, FakeRegistry registry, InstantSource clock) {
    return new FakeGroups((FakeApps) apps, registry, clock);
  }

  @Bean
  FakeOrganisations organisations(Apps apps, FakeRegistry registry) {
    return new FakeOrganisations((FakeApps) apps, registry);
  }

  @Bean
  FakeDashboards dashboards(
      Apps apps, FakeRegistry registry, FakePictures pictures, InstantSource clock) {
    return new FakeDashboards(apps, registry, pictures, clock);
  }

  @Bean
  FakeExchange exchange() {
    return new FakeExchange();
  }

  @Bean
  FakePictures pictures() {
    return new FakePictures();
  }

  @Bean
  FakeThemes themes(FakePictures pictures) {
    return new FakeThemes(pictures);
  }

  @Bean
  FakePlans plans(FakeApps apps, AppGallery gallery) {
    return new FakePlans(apps, gallery);
  }

  @Bean
  FakeSimulator simulator() {
    return new FakeSimulator();
  }

  @Bean
  PropertyTimes propertyTimes(InstantSource clock) {
    Instant before = clock.instant().minus(HISTORY);
    return device -> Map.of("serialNumber", before, "firmware", before);
  }

  @Bean
  FleetHistory fleetHistory(FakeTelemetry telemetry) {
    return new FakeFleetHistory(telemetry);
  }

  @Bean
  FleetNumbers fleetNumbers(FakeTelemetry telemetry) {
    return new FakeFleetNumbers(telemetry);
  }

  @Bean
  FakeRegistry registry(InstantSource clock) {
    FakeRegistry registry = new FakeRegistry();
    registry.devices.addAll(FakeFleet.devices(clock.instant()));
    registry.templates.add(FakeFleet.template());
    registry.places.addAll(FakeFleet.places());
    return registry;
  }

  @Bean
  Devices devices(FakeRegistry registry) {
    return registry.devices();
  }

  @Bean
  FakeGateways gateways(FakeRegistry registry, InstantSource clock) {
    return new FakeGateways(registry, clock);
  }

  @Bean
  DeviceTemplates deviceTemplates(FakeRegistry registry) {
    return registry.templates();
  }

  @Bean
  FakeModelDrafts modelDrafts(FakeRegistry registry, InstantSource clock) {
    return new FakeModelDrafts(registry, clock);
  }

  @Bean
  FakeModelReleases modelReleases(FakeRegistry registry, FakeModelDrafts drafts) {
    return new FakeModelReleases(registry, drafts);
  }

  @Bean
  Assets assets(FakeRegistry registry) {
    return registry.assets();
  }

  @Bean
  FakePlaces places(FakeRegistry registry, InstantSource clock) {
    return new FakePlaces(registry, clock);
  }

  @Bean
  PlaceImports placeImports(FakePlaces places) {
    return new FakePlaceImports(places);
  }

  @Bean
  FakeAssetBook assetBook() {
    return new FakeAssetBook();
  }

  @Bean
  AssetTypeCatalogue assetTypes(FakeAssetBook book) {
    return book.types();
  }

  @Bean
  Imports imports() {
    return new FakeImports();
  }

  @Bean
  FakeTelemetry telemetry(InstantSource clock) {
    FakeTelemetry telemetry = new FakeTelemetry();
    Instant now = clock.instant();
    for (int i = 1; i <= FakeFleet.DEVICES; i++) {
      for (Instant at = now.minus(HISTORY); at.isBefore(now); at = at.plusSeconds(120)) {
        Reading reading = FakeFleet.reading(i, at, now);
        if (reading != null) {
          telemetry.put(reading);
        }
      }
    }
    return telemetry;
  }

  @Bean
  Rejections rejections() {
    return new FakeRejections();
  }

  @Bean
  FakeAlerts alerts(InstantSource clock, ApplicationEventPublisher publisher) {
    FakeAlerts alerts = new FakeAlerts(clock, publisher);
    FakeIncidents.fill(alerts, clock.instant());
    return alerts;
  }

  @Bean
  ConditionReports conditionReports(
      Apps apps,
      FakeRegistry registry,
      FakeTelemetry telemetry,
      FakeAlerts alerts,
      InstantSource clock) {
    return new StoredConditionReports(
        apps,
        registry.devices(),
        registry.templates(),
        registry.assets(),
        (app, devices) -> Map.of(),
        telemetry,
        alerts,
        new EvaluationProgress() {
          @Override
          public <T> T ask(DeviceRef device, String table, Question<T> question) {
            return question.answer(null);
          }
        },
        clock);
  }

  @Bean
  FakeRules rules(InstantSource clock) {
    return new FakeRules(clock);
  }

  @Bean
  FakeDestinations destinations(InstantSource clock) {
    return new FakeDestinations(clock);
  }

  @Bean
  AppGallery gallery() {
    AppTemplates templates = AppTemplates.builtIn();
    return new AppGallery() {
      @Override
      public List<AppTemplate> all() {
        return templates.all();
      }

      @Override
      public Optional<AppTemplate> find(String id) {
        return templates.named(id);
      }
    };
  }

  @Bean
  Access access() {
    return new FakeAccess();
  }
}
