package org.aisle.backend.gateways;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.DeviceTemplates;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.NewDevice;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Registered;
import org.aisle.backend.registry.ServedDevices;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.directory.EdgeGateway;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;

/** Gateways in PostgreSQL, each beside its device. */
@Component
class JdbcGateways implements Gateways {

  static final Duration VALID = Duration.ofHours(24);

  private final GatewayRows rows;
  private final Devices devices;
  private final DeviceTemplates templates;
  private final ServedDevices served;
  private final TransactionOperations transactions;
  private final InstantSource time;

  JdbcGateways(
      GatewayRows rows,
      Devices devices,
      DeviceTemplates templates,
      ServedDevices served,
      TransactionOperations transactions,
      InstantSource time) {
    this.rows = rows;
    this.devices = devices;
    this.templates = templates;
    this.served = served;
    this.transactions = transactions;
    this.time = time;
  }

  @Override
  public List<StoreGateway> all(AppId app) {
    List<GatewayRows.Row> found = rows.all(app, time.instant());
    if (found.isEmpty()) {
      return List.of();
    }
    Map<DeviceRef, Device> known = new HashMap<>();
    devices.find(app, null, EdgeGateway.TEMPLATE).forEach(d -> known.put(d.ref(), d));
    return found.stream()
        .flatMap(
            row ->
                Optional.ofNullable(known.get(row.ref())).map(device -> of(row, device)).stream())
        .toList();
  }

  @Override
  public Optional<StoreGateway> find(DeviceRef ref) {
    return rows.find(ref, time.instant())
        .flatMap(row -> devices.find(ref).map(device -> of(row, device)));
  }

  private StoreGateway of(GatewayRows.Row row, Device device) {
    return new StoreGateway(
        device,
        served.servesApp(row.ref()),
        row.enrolledAt(),
        row.seenAt(),
        row.version(),
        row.tokenExpiresAt(),
        row.duplicateAt());
  }

  @Override
  public Outcome<Invited> add(AppId app, NewGateway request) {
    return whole(
        status -> {
          if (templates.find(app, EdgeGateway.TEMPLATE).isEmpty()
              && templates.publish(app, EdgeGateway.dtdl())
                  instanceof Outcome.Refused<List<DeviceTemplate>>(var problems)) {
            return new Outcome.Refused<>(problems);
          }
          NewDevice device =
              new NewDevice(
                  request.id(),
                  request.name(),
                  EdgeGateway.TEMPLATE.value(),
                  true,
                  null,
                  request.place(),
                  Map.of(),
                  false);
          if (devices.register(app, device) instanceof Outcome.Refused<Registered>(var problems)) {
            return new Outcome.Refused<>(problems);
          }
          DeviceRef ref = new DeviceRef(app, new DeviceId(request.id()));
          rows.insert(ref);
          if (request.servesApp()) {
            served.serveApp(ref, true);
          }
          return invited(ref);
        });
  }

  @Override
  public Outcome<Invited> invite(DeviceRef gateway) {
    return whole(status -> find(gateway).isEmpty() ? unknown(gateway) : invited(gateway));
  }

  private Outcome<Invited> invited(DeviceRef ref) {
    String token = EnrolmentToken.generate();
    Instant now = time.instant();
    Instant expires = now.plus(VALID);
    rows.invite(ref, EnrolmentToken.hash(token), now, expires);
    return new Outcome.Done<>(new Invited(find(ref).orElseThrow(), token, expires));
  }

  @Override
  public Outcome<StoreGateway> change(DeviceRef gateway, Change change) {
    return whole(
        status -> {
          if (find(gateway).isEmpty()) {
            return unknown(gateway);
          }
          if ((change.name() != null || change.enabled() != null)
              && devices.change(
                      gateway, new Devices.Change(change.name(), null, change.enabled(), Map.of()))
                  instanceof Outcome.Refused<Device>(var problems)) {
            return new Outcome.Refused<>(problems);
          }
          if (change.servesApp() != null
              && served.serveApp(gateway, change.servesApp())
                  instanceof Outcome.Refused<Device>(var problems)) {
            return new Outcome.Refused<>(problems);
          }
          return new Outcome.Done<>(find(gateway).orElseThrow());
        });
  }

  @Override
  public boolean remove(DeviceRef gateway) {
    return rows.find(gateway, time.instant()).isPresent() && devices.remove(gateway);
  }

  private static <T> Outcome<T> unknown(DeviceRef gateway) {
    return Outcome.Refused.because(
        "gateway.unknown", "There is no gateway %s: add it first.".formatted(gateway.device()));
  }

  private interface Work<T> {
    Outcome<T> apply(TransactionStatus status);
  }

  /** All of it or nothing. */
  private <T> Outcome<T> whole(Work<T> work) {
    return transactions.execute(
        status -> {
          Outcome<T> outcome = work.apply(status);
          if (outcome instanceof Outcome.Refused<T>) {
            status.setRollbackOnly();
          }
          return outcome;
        });
  }
}
