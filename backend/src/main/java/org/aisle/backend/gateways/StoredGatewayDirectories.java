package org.aisle.backend.gateways;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aisle.backend.registry.ServedDevices;
import org.aisle.backend.registry.ServedDevices.Served;
import org.aisle.templates.directory.DirectoryFormat;
import org.aisle.templates.directory.DirectorySnapshot;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Directories made of the registry's tables, anew for each question. */
@Component
class StoredGatewayDirectories implements GatewayDirectories {

  private static final Logger LOG = LoggerFactory.getLogger(StoredGatewayDirectories.class);
  private static final Pattern INSTANCE = Pattern.compile("[0-9A-Za-z-]{8,64}");

  /** A fleet whose properties change all the time must not make directories all the time. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final ServedDevices served;
  private final GatewayRows rows;
  private final RegistryPulse pulse;
  private final Instances instances;
  private final GatewaySettings settings;
  private final ObjectProvider<UplinkAddress> broker;
  private final InstantSource time;

  StoredGatewayDirectories(
      ServedDevices served,
      GatewayRows rows,
      RegistryPulse pulse,
      Instances instances,
      GatewaySettings settings,
      ObjectProvider<UplinkAddress> broker,
      InstantSource time) {
    this.served = served;
    this.rows = rows;
    this.pulse = pulse;
    this.instances = instances;
    this.settings = settings;
    this.broker = broker;
    this.time = time;
  }

  @Override
  public Answer ask(Question question) {
    DeviceRef gateway = question.gateway();
    if (rows.find(gateway, time.instant()).isEmpty()) {
      return new Answer.NoGateway();
    }
    Optional<String> uplink = uplink(question.host());
    if (uplink.isEmpty()) {
      return new Answer.NoUplink(
          "This server has no broker of its own: set aisle.gateways.uplink to the address that"
              + " gateways publish to.");
    }
    Optional<Instant> takenOver = heard(question);
    if (takenOver.isPresent()) {
      return new Answer.TakenOver(takenOver.get());
    }
    long deadline = System.nanoTime() + question.patience().toNanos();
    try {
      while (true) {
        long seen = pulse.count(gateway.app());
        byte[] document = document(gateway, uplink.get());
        String etag = DirectoryFormat.digest(document);
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        if (!etag.equals(question.etag())) {
          return new Answer.Document(document, etag);
        }
        if (!left.isPositive() || pulse.isClosed()) {
          return new Answer.Unchanged(etag);
        }
        pulse.pause(left.compareTo(BETWEEN_LOOKS) < 0 ? left : BETWEEN_LOOKS);
        pulse.await(gateway.app(), seen, Duration.ofNanos(deadline - System.nanoTime()));
        String instance = question.instance();
        if (instance != null && instances.isReplaced(gateway, instance)) {
          return heard(question).<Answer>map(Answer.TakenOver::new).orElseThrow();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Unchanged(String.valueOf(question.etag()));
    }
  }

  private Optional<Instant> heard(Question question) {
    Instant now = time.instant();
    String instance = question.instance();
    if (instance != null && INSTANCE.matcher(instance).matches()) {
      Optional<Instant> since = instances.takenOver(question.gateway(), instance, now);
      if (since.isPresent()) {
        rows.duplicate(question.gateway(), now);
        LOG.warn(
            "Two processes speak with the credentials of {}; the one that appeared first is turned"
                + " away.",
            question.gateway());
        return since;
      }
    }
    String version = question.version();
    boolean fit = version != null && JdbcEnrolments.VERSION.matcher(version).matches();
    rows.seen(question.gateway(), fit ? version : null, now);
    return Optional.empty();
  }

  private byte[] document(DeviceRef gateway, String uplink) {
    Served now = served.of(gateway);
    return DirectoryFormat.write(
        new DirectorySnapshot(gateway, uplink, now.wholeApp(), now.models(), now.devices()));
  }

  private Optional<String> uplink(String host) {
    @Nullable String set = settings.uplink();
    if (set != null) {
      return Optional.of(set);
    }
    return Optional.ofNullable(broker.getIfAvailable()).map(address -> address.url(host));
  }
}
