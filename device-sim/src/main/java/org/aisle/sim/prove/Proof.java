package org.aisle.sim.prove;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aisle.sim.prove.Account.Totals;
import org.aisle.sim.prove.Programme.Step;
import org.jspecify.annotations.Nullable;

/** Starts the product, lets devices send, does the programme, and audits. One run each. */
final class Proof {

  private static final Duration START = Duration.ofMinutes(15);
  private static final Duration RECOVERY = Duration.ofMinutes(10);

  /** How long PostgreSQL may be away from a server that runs before that is restarted. */
  private static final Duration WITHOUT_DATABASE = Duration.ofSeconds(60);

  /** How long an audit waits for what is on its way while nothing more arrives. */
  private static final Duration ARRIVAL = Duration.ofSeconds(60);

  private static final Duration DRAIN = Duration.ofMinutes(5);

  /** How long after a sound audit one looks again for rows that nobody needed. */
  private static final long LATE_MILLIS = 3_000;

  /** What a sabotage took away never arrives. */
  private static final Duration ARRIVAL_SABOTAGED = Duration.ofSeconds(15);

  private static final int KILLS_PER_AUDIT = 25;

  private final Settings settings;
  private final PrintWriter out;
  private final Programme programme;
  private final Chronicle chronicle;
  private final Site site;
  private int restartedForDatabase;
  private int failedStarts;
  private int skipped;
  private int audits;
  private int done;
  private Audit.Result last = Audit.Result.NOTHING;
  private @Nullable Crowd crowd;
  private @Nullable String stuck;

  private Proof(Settings settings, PrintWriter out, Programme programme, Site site) {
    this.settings = settings;
    this.out = out;
    this.programme = programme;
    this.site = site;
    this.chronicle = new Chronicle(out, programme.steps().size());
  }

  /** Runs a proof; when the thread is interrupted, it ends early and tells how far it came. */
  static Outcome run(Settings settings, PrintWriter out) throws IOException {
    Outcome outcome = null;
    try (Site site = Site.prepare(settings)) {
      Set<Fault.Where> possible = EnumSet.of(Fault.Where.EVERYWHERE);
      if (site.disk().isPresent()) {
        possible.add(Fault.Where.DISK);
      }
      if (settings.topology() == Settings.Topology.GATEWAY) {
        possible.add(Fault.Where.GATEWAY);
      }
      Programme programme =
          Programme.of(
              settings.seed(), settings.kills(), settings.serverKills(), possible, settings.only());
      outcome = new Proof(settings, out, programme, site).run();
      if (!outcome.proven() && !outcome.interrupted()) {
        site.keep();
      }
      return outcome;
    } catch (IOException e) {
      if (outcome == null) {
        throw e;
      }
      out.println("Left behind: " + e.getMessage());
      return outcome;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The proof was interrupted before it began.", e);
    }
  }

  private Outcome run() throws InterruptedException {
    out.printf(
        "Seed %d: %d steps, %d of them kills; data in %s%n",
        settings.seed(), programme.steps().size(), programme.kills(), settings.folder());
    if (site.disk().isEmpty() && settings.wantsDisk()) {
      chronicle.note("Skipped: filling the disk, because mounting a small one needs root");
    }
    boolean interrupted = false;
    try {
      perform();
    } catch (InterruptedException e) {
      interrupted = true;
      chronicle.note("Interrupted");
    } catch (Stuck e) {
      stuck = e.sentence;
      chronicle.note(e.sentence);
    } catch (IOException e) {
      stuck = "The programme could not go on: " + e.getMessage();
      chronicle.note(stuck);
    }
    Outcome outcome = outcome(interrupted);
    Crowd all = crowd;
    if (all != null) {
      all.end();
    }
    return outcome;
  }

  private void perform() throws IOException, InterruptedException, Stuck {
    site.server().start();
    awaitHealth();
    chronicle.note("The server is there");
    Crowd all = Crowd.register(site.api(), settings.seed(), settings.devices(), site.road().port());
    crowd = all;
    site.startGateway();
    all.start();
    long began = System.nanoTime();
    recover(all, began, false);
    chronicle.note(settings.devices() + " devices send");
    Surgery surgery = new Surgery(site, all, settings.seed());
    int kills = 0;
    int audited = 0;
    for (Step step : programme.steps()) {
      Pause.millis(step.before());
      perform(all, surgery, step);
      done++;
      kills += step.fault().kills();
      if (kills - audited >= KILLS_PER_AUDIT && kills < programme.kills()) {
        audited = kills;
        audit(all);
        if (!last.sound()) {
          break;
        }
      }
    }
    sabotage();
    all.devices().forEach(device -> device.setClock(Duration.ZERO));
    if (!all.drain(DRAIN)) {
      throw new Stuck(
          "Devices still wait for acknowledgements after %d minutes of peace"
              .formatted(DRAIN.toMinutes()));
    }
    chronicle.note("The devices have everything acknowledged");
    audit(all);
    if (last.sound()) {
      Pause.millis(LATE_MILLIS);
      audit(all);
    }
  }

  private void perform(Crowd all, Surgery surgery, Step step)
      throws IOException, InterruptedException, Stuck {
    Duration at = chronicle.elapsed();
    long connects = all.connects();
    try {
      long moment = surgery.perform(step);
      Recovery recovery = recover(all, moment, true);
      long reconnects = all.connects() - connects;
      String note = reconnects == 0 ? "" : reconnects + " reconnects";
      chronicle.step(at, step, recovery.first, recovery.all, join(note, recovery.note));
    } catch (SQLException e) {
      skipped++;
      chronicle.step(at, step, null, null, "Not done: " + e.getMessage());
      recover(all, System.nanoTime(), true);
    }
  }

  private static String join(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + "; " + second;
  }

  private record Recovery(Duration first, Duration all, String note) {}

  /** Waits until every device is acknowledged what it sends now, and the database answers. */
  private Recovery recover(Crowd all, long since, boolean help)
      throws IOException, InterruptedException, Stuck {
    Duration first = null;
    String note = "";
    long together = since;
    while (true) {
      Duration waited = Duration.ofNanos(System.nanoTime() - since);
      long heard = all.heardSince(since);
      if (heard > 0 && first == null) {
        first = waited;
      }
      boolean answers =
          heard == settings.devices() && site.database().answers() && site.api().healthy();
      if (first != null && answers) {
        return new Recovery(first, waited, note);
      }
      Optional<RealProcess> gone =
          site.processes().stream().filter(process -> !process.alive()).findFirst();
      if (gone.isPresent()) {
        failedStarts++;
        String ended = "the " + gone.get().name() + " ended by itself and was started again";
        note = note.contains(ended) ? note : join(note, ended);
        Pause.millis(500);
        gone.get().start();
        together = System.nanoTime();
      } else if (!help || site.database().answers() || !site.api().answers()) {
        together = System.nanoTime();
      } else if (System.nanoTime() - together > WITHOUT_DATABASE.toNanos()) {
        restartedForDatabase++;
        note = join(note, "the server was restarted because PostgreSQL stayed away");
        site.server().stop();
        site.server().start();
        together = System.nanoTime();
      }
      if (waited.compareTo(RECOVERY) > 0) {
        throw new Stuck(
            "No recovery: only %d of %d devices are acknowledged after %s"
                .formatted(heard, settings.devices(), Chronicle.seconds(waited)));
      }
      Pause.millis(20);
    }
  }

  private void awaitHealth() throws InterruptedException, Stuck, IOException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!site.api().healthy()) {
      if (!site.server().alive() || System.nanoTime() > deadline) {
        throw new Stuck(
            "The server did not start:\n" + Files.readString(site.server().output()).strip());
      }
      Pause.millis(100);
    }
  }

  private void sabotage() throws IOException, InterruptedException {
    Sabotage sabotage = settings.sabotage();
    if (sabotage == null) {
      return;
    }
    Pause.millis(500);
    try (Connection connection = site.database().connect()) {
      chronicle.note("Sabotage " + sabotage + ": " + sabotage.perform(connection) + " row");
    } catch (SQLException e) {
      throw new IOException("The sabotage failed.", e);
    }
  }

  /**
   * Compares ledger and tables, waiting for what is still on its way. Time in which the tables
   * could not be read tells nothing, and does not count.
   */
  private void audit(Crowd all) throws InterruptedException, Stuck {
    Map<Account, BitSet> open = new LinkedHashMap<>();
    all.accounts().forEach(account -> open.put(account, account.acknowledged()));
    Duration patience = settings.sabotage() == null ? ARRIVAL : ARRIVAL_SABOTAGED;
    Audit.Result result = Audit.Result.NOTHING;
    long missing = Long.MAX_VALUE;
    long began = System.nanoTime();
    long arrived = began;
    long read = began;
    while (true) {
      try (Connection connection = site.database().connect()) {
        Audit.Result round = Audit.Result.NOTHING;
        long absent = 0;
        for (Map.Entry<Account, BitSet> entry : List.copyOf(open.entrySet())) {
          Audit audit = new Audit(entry.getKey(), entry.getValue());
          site.database().read(connection, entry.getKey().device(), audit);
          absent += audit.missing().cardinality();
          if (audit.missing().isEmpty()) {
            result = result.plus(audit.result());
            open.remove(entry.getKey());
          } else {
            round = round.plus(audit.result());
          }
        }
        read = System.nanoTime();
        if (absent == 0 || (absent >= missing && read - arrived > patience.toNanos())) {
          result = result.plus(round).plus(foreign(connection, all));
          break;
        }
        if (absent < missing) {
          missing = absent;
          arrived = read;
        }
      } catch (SQLException e) {
        arrived = System.nanoTime();
        if (arrived - read > RECOVERY.toNanos()) {
          throw new Stuck("The tables could not be compared: " + e.getMessage());
        }
      }
      Pause.millis(200);
    }
    last = result;
    audits++;
    chronicle.note(
        "Audit: %d rows, %d lost, %d doubled, %d changed, %d invented (%s)"
            .formatted(
                result.rows(),
                result.count(Finding.Kind.LOST),
                result.count(Finding.Kind.DOUBLED),
                result.count(Finding.Kind.CHANGED),
                result.count(Finding.Kind.INVENTED),
                Chronicle.seconds(Duration.ofNanos(System.nanoTime() - began))));
    result.findings().stream()
        .limit(10)
        .forEach(f -> chronicle.note(f.kind() + " " + f.device() + ": " + f.sentence()));
  }

  private Audit.Result foreign(Connection connection, Crowd all) throws SQLException {
    long foreign =
        site.database().foreign(connection, all.accounts().stream().map(Account::device).toList());
    return foreign == 0
        ? Audit.Result.NOTHING
        : new Audit.Result(
            foreign, 0, Map.of(Finding.Kind.INVENTED, Math.toIntExact(foreign)), List.of());
  }

  private Outcome outcome(boolean interrupted) {
    Crowd all = crowd;
    return new Outcome(
        settings,
        programme,
        chronicle.entries(),
        chronicle.elapsed(),
        all == null ? Totals.NONE : all.totals(),
        all == null ? 0 : all.connects(),
        all == null ? 0 : all.refused(),
        new Outcome.Troubles(done, skipped, failedStarts, restartedForDatabase, audits),
        last,
        stuck,
        interrupted);
  }

  /** The site does not come back. */
  private static final class Stuck extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    Stuck(String sentence) {
      super(sentence);
      this.sentence = sentence;
    }
  }
}
