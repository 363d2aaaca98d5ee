package org.aisle.gateway.enrolment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.aisle.gateway.enrolment.ServerClient.Reply;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.directory.DirectoryFormat;
import org.aisle.templates.directory.DirectoryUnavailableException;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.directory.SnapshotDirectory;
import org.aisle.templates.directory.SnapshotOutcome;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry as the server told it last, kept on disk: it answers without the server for as long
 * as need be, and across restarts. A thread asks the server for changes. Thread-safe.
 */
public final class SyncedDirectory implements DeviceDirectory, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SyncedDirectory.class);
  private static final Duration SLACK = Duration.ofSeconds(20);

  /** Who is told of what changes; called from the thread that asks. */
  public interface Listener {

    /** It may not connect any more, or not with what it connected with. */
    void withdrawn(DeviceRef device);

    /** Where readings go now. */
    void uplink(String url);

    void link(LinkState state);
  }

  private final ServerClient client;
  private final Identity identity;
  private final String version;
  private final GuidedClock clock;
  private final SyncTiming timing;
  private final KeptFile file;
  private final String instance = UUID.randomUUID().toString();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable SnapshotDirectory current;
  private volatile String etag = "";
  private volatile LinkState link;
  private volatile @Nullable Listener listener;

  /**
   * Reads what the folder holds; a damaged file is told and fetched anew.
   *
   * @param version this gateway's release
   */
  public SyncedDirectory(
      ServerClient client,
      Identity identity,
      Path folder,
      String version,
      GuidedClock clock,
      SyncTiming timing) {
    this.client = client;
    this.identity = identity;
    this.version = version;
    this.clock = clock;
    this.timing = timing;
    this.file = new KeptFile(folder.resolve("directory"));
    this.link = new LinkState(LinkState.Kind.STARTING, clock.instant(), "");
    this.thread = Thread.ofPlatform().daemon().name("aisle-directory").unstarted(this::run);
    load();
  }

  private void load() {
    switch (file.read()) {
      case KeptFile.Content.Missing missing -> LOG.info("No directory is kept yet.");
      case KeptFile.Content.Damaged(String sentence) ->
          LOG.warn("{} It is fetched anew.", sentence);
      case KeptFile.Content.Whole(byte[] bytes) -> {
        switch (DirectoryFormat.read(bytes)) {
          case SnapshotOutcome.Fault(String code, String sentence) ->
              LOG.warn("The kept directory is not used: {} {}", code, sentence);
          case SnapshotOutcome.Read(var snapshot) -> {
            if (snapshot.gateway().equals(identity.gateway())) {
              SnapshotDirectory kept = SnapshotDirectory.of(snapshot);
              current = kept;
              etag = DirectoryFormat.digest(bytes);
              kept.faults().forEach(LOG::warn);
              LOG.info("{} devices are known from the disk.", kept.devices());
            } else {
              LOG.warn("The kept directory is that of {}; it is fetched anew.", snapshot.gateway());
            }
          }
        }
      }
    }
  }

  /** Begins to ask the server, and returns at once. */
  public void start(Listener told) {
    listener = told;
    SnapshotDirectory kept = current;
    if (kept != null) {
      told.uplink(kept.snapshot().uplink());
    }
    thread.start();
  }

  /** How it stands with the server. */
  public LinkState link() {
    return link;
  }

  /** How many devices may connect; empty while nothing is known. */
  public Optional<Integer> devices() {
    return Optional.ofNullable(current).map(SnapshotDirectory::devices);
  }

  private void run() {
    Duration pause = timing.first();
    while (closed.getCount() > 0) {
      boolean heard = ask();
      if (heard) {
        pause = timing.first();
        continue;
      }
      long millis = pause.toMillis();
      try {
        if (closed.await(
            millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1),
            TimeUnit.MILLISECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        return;
      }
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(timing.longest()) < 0 ? doubled : timing.longest();
    }
  }

  /** Whether the server answered as it should. */
  private boolean ask() {
    boolean waits = link.kind() == LinkState.Kind.CONNECTED && current != null;
    long seconds = waits ? timing.patience().toSeconds() : 0;
    Reply reply =
        client.send(
            "/api/v1/gateway/directory?wait=" + seconds,
            Duration.ofSeconds(seconds).plus(SLACK),
            request -> {
              request
                  .header("Authorization", basic())
                  .header("Aisle-Protocol", String.valueOf(DirectoryFormat.PROTOCOL))
                  .header("Aisle-Version", version)
                  .header("Aisle-Instance", instance);
              return etag.isEmpty() ? request : request.header("If-None-Match", "\"" + etag + "\"");
            });
    if (closed.getCount() == 0) {
      return false;
    }
    return switch (reply) {
      case Reply.Unreachable(String sentence) -> {
        become(LinkState.Kind.UNREACHABLE, sentence + " What is known goes on to hold.");
        yield false;
      }
      case Reply.Answered answer -> understand(answer);
    };
  }

  private boolean understand(Reply.Answered answer) {
    switch (answer.status()) {
      case 200 -> {
        hearTime(answer);
        return take(answer.body());
      }
      case 304 -> {
        hearTime(answer);
        become(LinkState.Kind.CONNECTED, "");
        return true;
      }
      case 401 ->
          become(
              LinkState.Kind.WITHDRAWN,
              "The server has withdrawn this gateway's credentials; messages are kept. "
                  + answer.sentence());
      case 409 ->
          become(
              answer.code().equals("gateway.taken-over")
                  ? LinkState.Kind.TAKEN_OVER
                  : LinkState.Kind.UNFIT,
              answer.sentence() + " Messages are kept.");
      default -> become(LinkState.Kind.UNREACHABLE, answer.sentence());
    }
    return false;
  }

  private void hearTime(Reply.Answered answer) {
    answer
        .headers()
        .firstValue("Date")
        .ifPresent(
            text -> {
              try {
                clock.hear(
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
              } catch (DateTimeParseException e) {
                LOG.debug("The server's date can't be read: {}", text);
              }
            });
  }

  private boolean take(byte[] document) {
    switch (DirectoryFormat.read(document)) {
      case SnapshotOutcome.Fault(String code, String sentence) -> {
        become(LinkState.Kind.UNFIT, sentence);
        return false;
      }
      case SnapshotOutcome.Read(var snapshot) -> {
        if (!snapshot.gateway().equals(identity.gateway())) {
          become(LinkState.Kind.UNFIT, "The server answered with another gateway's directory.");
          return false;
        }
        SnapshotDirectory before = current;
        SnapshotDirectory next = SnapshotDirectory.of(snapshot);
        current = next;
        etag = DirectoryFormat.digest(document);
        try {
          file.write(document);
        } catch (IOException e) {
          LOG.error(
              "The directory could not be kept on disk ({}): a restart without the server would use the one before. Make room or correct the folder's permissions.",
              e.getMessage());
        }
        next.faults().forEach(LOG::warn);
        LOG.info("Devices that may connect: {}.", next.devices());
        become(LinkState.Kind.CONNECTED, "");
        tell(before, next);
        return true;
      }
    }
  }

  private void tell(@Nullable SnapshotDirectory before, SnapshotDirectory next) {
    Listener told = listener;
    if (told == null) {
      return;
    }
    if (before != null) {
      before.withdrawnBy(next).forEach(told::withdrawn);
    }
    told.uplink(next.snapshot().uplink());
  }

  private void become(LinkState.Kind kind, String sentence) {
    LinkState before = link;
    if (before.kind() == kind && before.sentence().equals(sentence)) {
      return;
    }
    Instant since = before.kind() == kind ? before.since() : clock.instant();
    LinkState now = new LinkState(kind, since, sentence);
    link = now;
    if (kind == LinkState.Kind.CONNECTED) {
      LOG.info("The server {} answers.", client.server());
    } else if (before.kind() != kind) {
      LOG.warn("{}", sentence);
    }
    Listener told = listener;
    if (told != null) {
      told.link(now);
    }
  }

  private String basic() {
    String pair = identity.gateway().username() + ":" + identity.password();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private SnapshotDirectory known() {
    SnapshotDirectory known = current;
    if (known == null) {
      throw new DirectoryUnavailableException(
          "This gateway has not got its directory from the server yet.");
    }
    return known;
  }

  @Override
  public Optional<KnownDevice> device(DeviceRef ref) {
    return known().device(ref);
  }

  @Override
  public boolean authenticate(DeviceRef ref, byte[] password) {
    return known().authenticate(ref, password);
  }

  @Override
  public boolean mayActFor(DeviceRef asking, DeviceRef device) {
    return known().mayActFor(asking, device);
  }

  /** Stops asking; what is known stays. */
  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
