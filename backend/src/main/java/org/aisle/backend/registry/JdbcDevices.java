package org.aisle.backend.registry;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.backend.registry.DeviceSecret.Generated;
import org.aisle.backend.timeseries.EvaluationMarks;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Devices in PostgreSQL. A removed device's readings stay until the app's retention drops them. */
@Component
class JdbcDevices implements Devices {

  private final DeviceRows rows;
  private final DeviceTemplates templates;
  private final JdbcAssets assets;
  private final TransactionOperations transactions;
  private final ApplicationEventPublisher events;
  private final InstantSource time;

  JdbcDevices(
      DeviceRows rows,
      DeviceTemplates templates,
      JdbcAssets assets,
      TransactionOperations transactions,
      ApplicationEventPublisher events,
      InstantSource time) {
    this.rows = rows;
    this.templates = templates;
    this.assets = assets;
    this.transactions = transactions;
    this.events = events;
    this.time = time;
  }

  @Override
  public List<Device> find(AppId app, @Nullable String text, @Nullable Dtmi template) {
    return rows.find(app, text, template);
  }

  @Override
  public Optional<Device> find(DeviceRef ref) {
    return rows.find(ref);
  }

  @Override
  public Outcome<Registered> register(AppId app, NewDevice request) {
    return transactions.execute(
        status -> {
          Problems problems = new Problems();
          Optional<DeviceTemplate> template = check(app, request, problems);
          if (template.isPresent()) {
            Map<String, String> properties =
                PropertyText.check(template.get(), request.properties(), problems);
            if (problems.none()) {
              return insert(app, request, template.get(), properties);
            }
          }
          status.setRollbackOnly();
          return problems.refused();
        });
  }

  private Outcome<Registered> insert(
      AppId app, NewDevice request, DeviceTemplate template, Map<String, String> properties) {
    DeviceRef ref = new DeviceRef(app, new DeviceId(request.id()));
    String name = request.name() == null ? request.id() : request.name();
    Generated generated = DeviceSecret.generate();
    if (!rows.insert(ref, name, template.id(), request, generated.secret(), time.instant())) {
      return Outcome.Refused.because("device.exists", exists(request.id()));
    }
    rows.setProperties(ref, properties, time.instant());
    if (request.place() != null) {
      assets.standAt(ref, name, template.displayName(), request.place(), time.instant());
    }
    events.publishEvent(new RegistryChanged(app, ref.device(), EvaluationMarks.BEGINNING));
    return new Outcome.Done<>(
        new Registered(rows.find(ref).orElseThrow(), ref.username(), generated.password()));
  }

  private Optional<DeviceTemplate> check(AppId app, NewDevice request, Problems problems) {
    if (!rows.appExists(app)) {
      problems.add("app.unknown", "Create the app " + app + " first.");
      return Optional.empty();
    }
    if (!DeviceId.isValid(request.id())) {
      problems.add(
          "device.id-invalid",
          "Give the device an id of 1 to 128 characters A-Z, a-z, 0-9, '.', '_', ':' or '-' that"
              + " starts with a letter or digit.");
    } else if (rows.find(new DeviceRef(app, new DeviceId(request.id()))).isPresent()) {
      problems.add("device.exists", exists(request.id()));
    }
    if (request.name() != null) {
      problems.name("device.name-invalid", "device's name", request.name());
    }
    Optional<DeviceTemplate> template = templates.resolve(app, request.template());
    if (template.isEmpty()) {
      problems.add("template.unknown", unknownTemplate(app, request.template()));
    }
    if (request.via() != null) {
      checkGateway(app, request.via(), problems);
    }
    if (request.place() != null && !assets.placeExists(app, request.place())) {
      problems.add(
          "place.unknown",
          "There is no place %s: create it first or leave it out."
              .formatted(Problems.quoted(request.place())));
    }
    return template;
  }

  private void checkGateway(AppId app, String via, Problems problems) {
    Optional<Device> gateway =
        DeviceId.isValid(via) ? rows.find(new DeviceRef(app, new DeviceId(via))) : Optional.empty();
    if (gateway.isEmpty() || !gateway.get().gateway()) {
      problems.add(
          "gateway.unknown",
          "There is no gateway %s: register it with \"gateway\": true first."
              .formatted(Problems.quoted(via)));
    }
  }

  @Override
  public Outcome<Registered> renewCredentials(DeviceRef ref) {
    Generated generated = DeviceSecret.generate();
    return switch (update(
        ref,
        (device, problems) -> {
          rows.setSecret(ref, generated.secret());
          return null;
        })) {
      case Outcome.Done<Device>(var device) ->
          new Outcome.Done<>(new Registered(device, ref.username(), generated.password()));
      case Outcome.Refused<Device>(var problems) -> new Outcome.Refused<>(problems);
    };
  }

  @Override
  public Outcome<Device> setEnabled(DeviceRef ref, boolean enabled) {
    return change(ref, new Change(null, null, enabled, Map.of()));
  }

  @Override
  public Outcome<Device> setProperties(DeviceRef ref, Map<String, String> properties) {
    return change(ref, new Change(null, null, null, properties));
  }

  @Override
  public Outcome<Device> change(DeviceRef ref, Change change) {
    return update(
        ref,
        (device, problems) -> {
          if (change.name() != null) {
            problems.name("device.name-invalid", "device's name", change.name());
          }
          String wanted = change.template() == null ? device.template().value() : change.template();
          Optional<DeviceTemplate> template = templates.resolve(ref.app(), wanted);
          if (template.isEmpty()) {
            problems.add("template.unknown", unknownTemplate(ref.app(), wanted));
            return null;
          }
          if (!template.get().id().line().equals(device.template().line())) {
            problems.add(
                "template.other-model",
                "%s and %s are versions of different models: a device keeps its model. Register a new device for the other one."
                    .formatted(device.template(), template.get().id()));
            return null;
          }
          Map<String, String> properties =
              PropertyText.check(template.get(), change.properties(), problems);
          if (!problems.none()) {
            return null;
          }
          rows.change(
              ref,
              change.name() == null ? device.name() : change.name(),
              template.get().id(),
              change.enabled() == null ? device.enabled() : change.enabled());
          Instant since = rows.setProperties(ref, properties, time.instant());
          return template.get().id().equals(device.template()) ? since : EvaluationMarks.BEGINNING;
        });
  }

  @Override
  public boolean remove(DeviceRef ref) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              boolean removed = rows.remove(ref);
              if (removed) {
                events.publishEvent(new RegistryChanged(ref.app(), null));
              }
              return removed;
            }));
  }

  /**
   * Writes what is to be different, or adds what stands in the way; returns from when on that bears
   * upon readings, or null.
   */
  @FunctionalInterface
  private interface Update {
    @Nullable Instant apply(Device device, Problems problems);
  }

  private Outcome<Device> update(DeviceRef ref, Update update) {
    return transactions.execute(
        status -> {
          Optional<Device> device = rows.lock(ref);
          if (device.isEmpty()) {
            return Outcome.Refused.because(
                "device.unknown", "There is no device %s: register it first.".formatted(ref));
          }
          Problems problems = new Problems();
          Instant since = update.apply(device.get(), problems);
          if (!problems.none()) {
            status.setRollbackOnly();
            return problems.refused();
          }
          events.publishEvent(new RegistryChanged(ref.app(), ref.device(), since));
          return new Outcome.Done<>(rows.find(ref).orElseThrow());
        });
  }

  private String unknownTemplate(AppId app, String name) {
    List<String> published = templates.all(app).stream().map(t -> t.id().value()).toList();
    return published.isEmpty()
        ? "Publish a device template in this app first; there is none yet."
        : "No device template %s is published here: use one of %s."
            .formatted(Problems.quoted(name), published.stream().limit(20).toList());
  }

  private static String exists(String id) {
    return "A device %s is registered already: choose another id, or renew its credentials."
        .formatted(id);
  }
}
