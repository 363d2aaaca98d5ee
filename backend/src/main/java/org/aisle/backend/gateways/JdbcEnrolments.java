package org.aisle.backend.gateways;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aisle.backend.registry.Devices;
import org.aisle.backend.registry.Registered;
import org.aisle.templates.directory.DirectoryFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** One-time tokens in PostgreSQL; of two uses at once one finds it used. */
@Component
class JdbcEnrolments implements Enrolments {

  private static final Logger LOG = LoggerFactory.getLogger(JdbcEnrolments.class);
  private static final int LONGEST_TOKEN = 200;
  static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+_-]{0,59}");

  private final GatewayRows rows;
  private final Devices devices;
  private final EnrolmentThrottle throttle;
  private final TransactionOperations transactions;
  private final InstantSource time;

  JdbcEnrolments(
      GatewayRows rows,
      Devices devices,
      EnrolmentThrottle throttle,
      TransactionOperations transactions,
      InstantSource time) {
    this.rows = rows;
    this.devices = devices;
    this.throttle = throttle;
    this.transactions = transactions;
    this.time = time;
  }

  @Override
  public Outcome enrol(Applicant applicant, String address) {
    Duration wait = throttle.remaining(address);
    if (wait.isPositive()) {
      return new Outcome.Throttled(wait);
    }
    Optional<Outcome.Refused> unfit = unfit(applicant.protocol());
    if (unfit.isPresent()) {
      return unfit.get();
    }
    if (!VERSION.matcher(applicant.version()).matches()) {
      return new Outcome.Refused(
          "gateway.version-invalid",
          "Send the gateway's release as 'version', like 0.1.0: 1 to 60 letters, digits, '.', '+', '_' or '-'.");
    }
    Outcome outcome = transactions.execute(status -> redeem(applicant));
    if (outcome instanceof Outcome.Refused(String code, String sentence)) {
      throttle.failed(address);
      LOG.warn("A gateway was refused from {}: {} {}", address, code, sentence);
    }
    return outcome;
  }

  @Override
  public Optional<Outcome.Refused> unfit(int protocol) {
    if (protocol < DirectoryFormat.OLDEST_PROTOCOL) {
      return Optional.of(
          new Outcome.Refused(
              "gateway.protocol-old",
              "The gateway speaks protocol %d, and this server needs %d or newer: update the gateway to the server's release."
                  .formatted(protocol, DirectoryFormat.OLDEST_PROTOCOL)));
    }
    if (protocol > DirectoryFormat.PROTOCOL) {
      return Optional.of(
          new Outcome.Refused(
              "gateway.protocol-new",
              "The gateway speaks protocol %d, and this server knows %d: update the server first, then its gateways."
                  .formatted(protocol, DirectoryFormat.PROTOCOL)));
    }
    return Optional.empty();
  }

  private Outcome redeem(Applicant applicant) {
    if (applicant.token().isBlank() || applicant.token().length() > LONGEST_TOKEN) {
      return unknown();
    }
    byte[] hash = EnrolmentToken.hash(applicant.token());
    Optional<GatewayRows.Token> token = rows.lockToken(hash);
    if (token.isEmpty()) {
      return unknown();
    }
    Instant now = time.instant();
    if ("used".equals(token.get().ended())) {
      return new Outcome.Refused(
          "enrolment.token-used",
          "This token was used already, and each works once: make a new one on the page Gateways. If you did not use it, somebody else did: then do it at once.");
    }
    if (token.get().ended() != null) {
      return new Outcome.Refused(
          "enrolment.token-replaced",
          "A newer token was made for this gateway: use that one, or make another on the page Gateways.");
    }
    if (!now.isBefore(token.get().expiresAt())) {
      return new Outcome.Refused(
          "enrolment.token-expired",
          "This token is older than %d hours: make a new one on the page Gateways."
              .formatted(JdbcGateways.VALID.toHours()));
    }
    rows.use(hash, token.get().gateway(), applicant.version(), now);
    return switch (devices.renewCredentials(token.get().gateway())) {
      case org.aisle.backend.registry.Outcome.Done<Registered>(var registered) -> {
        LOG.info(
            "The gateway {} has joined with release {}.",
            token.get().gateway(),
            applicant.version());
        yield new Outcome.Joined(token.get().gateway(), registered.password());
      }
      case org.aisle.backend.registry.Outcome.Refused<Registered> gone -> unknown();
    };
  }

  private static Outcome.Refused unknown() {
    return new Outcome.Refused(
        "enrolment.token-unknown",
        "No gateway waits for this token: copy it whole, or make a new one on the page Gateways.");
  }
}
