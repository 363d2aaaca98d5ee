package org.aisle.sim.prove;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.aisle.sim.prove.Programme.Step;
import org.aisle.sim.world.RandomStream;

/** Does the steps of a programme to a site; what lasts is over, and undone, when a step returns. */
final class Surgery {

  private static final String LOCK =
      "BEGIN; LOCK TABLE " + ProbedDatabase.ROWS + " IN ACCESS EXCLUSIVE MODE";

  /** A little more than a device waits before its message is queued and acknowledged. */
  private static final long QUEUEING_MILLIS = 5_500;

  /** Less than the gateway wants to be free; it looks once a second. */
  private static final long ALMOST_FULL = 100L << 20;

  private final Site site;
  private final Crowd crowd;
  private final long seed;
  private long moment;

  Surgery(Site site, Crowd crowd, long seed) {
    this.site = site;
    this.crowd = crowd;
    this.seed = seed;
  }

  /**
   * Does a step.
   *
   * @return from which moment on (System.nanoTime) the site may be expected to recover
   * @throws SQLException when the database did not answer, so that the step could not be done
   */
  long perform(Step step) throws IOException, InterruptedException, SQLException {
    moment = 0;
    double strength = step.strength();
    long seconds = 1_000 + (long) (strength * 5_000);
    switch (step.fault()) {
      case KILL_SERVER -> {
        site.server().kill();
        starts();
      }
      case KILL_STARTING -> {
        site.server().kill();
        site.server().start();
        Pause.millis((long) (strength * 6_000));
        site.server().kill();
        starts();
      }
      case KILL_POSTGRES -> RealProcess.signal("KILL", there(site.database().postmaster()));
      case KILL_BACKEND -> {
        RandomStream random = RandomStream.of(seed, "b" + step.number());
        RealProcess.signal("KILL", there(site.database().backend(random)));
      }
      case KILL_BOTH -> {
        long postgres = there(site.database().postmaster());
        site.server().kill();
        RealProcess.signal("KILL", postgres);
        Pause.millis((long) (strength * 300));
        starts();
      }
      case KILL_QUEUED -> {
        try (Connection connection = site.database().connect();
            Statement statement = connection.createStatement()) {
          statement.execute(LOCK);
          Pause.millis(QUEUEING_MILLIS + (long) (strength * 2_000));
          site.server().kill();
        }
        starts();
      }
      case PAUSE_SERVER -> {
        site.server().freeze();
        lasts(seconds, site.server()::thaw);
      }
      case PAUSE_POSTGRES -> pausePostgres(seconds);
      case RESTART_SERVER -> {
        site.server().stop();
        starts();
      }
      case CUT -> road(step, Road.State.CUT, seconds);
      case SLOW -> road(step, Road.State.SLOW, seconds);
      case NARROW -> road(step, Road.State.NARROW, seconds);
      case HALF_OPEN -> road(step, Road.State.HALF_OPEN, seconds);
      case TAKE_OVER -> device(step).takeOver();
      case TWICE -> {
        crowd.devices().forEach(device -> device.setTwice(true));
        lasts(seconds, () -> crowd.devices().forEach(device -> device.setTwice(false)));
      }
      case CLOCKS -> clocks(step);
      case LOCK_TABLE -> inDatabase(LOCK, seconds, "ROLLBACK");
      case READ_ONLY -> {
        inDatabase("ALTER SYSTEM SET default_transaction_read_only = on", 0, "");
        inDatabase("SELECT pg_reload_conf()", 0, "");
        lasts(
            seconds,
            () -> {
              insist("ALTER SYSTEM RESET default_transaction_read_only");
              insist("SELECT pg_reload_conf()");
            });
      }
      case NO_CONNECTIONS -> takeConnections(seconds);
      case FULL_DISK -> fillDisk(step, ALMOST_FULL, seconds);
      case FULL_DISK_QUEUED -> {
        try (Connection connection = site.database().connect();
            Statement statement = connection.createStatement()) {
          statement.execute(LOCK);
          Pause.millis(QUEUEING_MILLIS + (long) (strength * 2_000));
          fillDisk(step, 0, seconds);
        }
      }
      case KILL_GATEWAY -> {
        RealProcess gateway = site.gateway().orElseThrow();
        gateway.kill();
        moment = System.nanoTime();
        gateway.start();
      }
      case PAUSE_GATEWAY -> {
        RealProcess gateway = site.gateway().orElseThrow();
        gateway.freeze();
        lasts(seconds, gateway::thaw);
      }
      case ROLLING -> {
        for (RealProcess process : site.processes()) {
          process.stop();
          process.start();
          awaitHealth();
        }
      }
    }
    return moment == 0 ? System.nanoTime() : moment;
  }

  private interface Undoing {
    void run() throws IOException, InterruptedException;
  }

  private void lasts(long millis, Undoing undoing) throws IOException, InterruptedException {
    try {
      Pause.millis(millis);
    } finally {
      boolean interrupted = Thread.interrupted();
      undoing.run();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void awaitHealth() throws InterruptedException {
    for (int i = 0; i < 6_000 && !site.api().healthy(); i++) {
      Pause.millis(50);
    }
  }

  private void starts() throws IOException {
    moment = System.nanoTime();
    site.server().start();
  }

  private static long there(OptionalLong pid) throws SQLException {
    return pid.orElseThrow(() -> new SQLException("PostgreSQL's process was not there"));
  }

  /** What must be undone is tried until it is done. */
  private void insist(String sql) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        inDatabase(sql, 0, "");
        return;
      } catch (SQLException e) {
        if (attempt == 100) {
          throw new IOException("PostgreSQL stayed away for too long to be told: " + sql, e);
        }
        Pause.millis(200);
      }
    }
  }

  private void pausePostgres(long millis) throws IOException, InterruptedException {
    List<Long> all = new ArrayList<>();
    site.database()
        .postmaster()
        .ifPresent(
            pid -> {
              all.add(pid);
              Stream<ProcessHandle> children =
                  ProcessHandle.of(pid).stream().flatMap(ProcessHandle::children);
              children.map(ProcessHandle::pid).forEach(all::add);
            });
    for (long pid : all) {
      RealProcess.signal("STOP", pid);
    }
    lasts(
        millis,
        () -> {
          for (long pid : all) {
            RealProcess.signal("CONT", pid);
          }
        });
  }

  /** Where there is a gateway, every other time its uplink. */
  private void road(Step step, Road.State state, long millis)
      throws IOException, InterruptedException {
    Road road = step.number() % 2 == 0 ? site.road() : site.uplink();
    road.become(state);
    lasts(millis, () -> road.become(Road.State.OPEN));
  }

  private ProbeDevice device(Step step) {
    return crowd.devices().get((int) (step.strength() * crowd.devices().size()));
  }

  /** A third of the devices jump a day forth or back; those of earlier are right again. */
  private void clocks(Step step) {
    RandomStream random = RandomStream.of(seed, "clocks" + step.number());
    for (ProbeDevice device : crowd.devices()) {
      boolean off = random.chance(0.33);
      int days = random.chance(0.5) ? 1 : -1;
      device.setClock(off ? Duration.ofDays(days) : Duration.ZERO);
    }
  }

  private void inDatabase(String sql, long millis, String after)
      throws SQLException, InterruptedException {
    try (Connection connection = site.database().connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      Pause.millis(millis);
      if (!after.isEmpty()) {
        statement.execute(after);
      }
    }
  }

  private void takeConnections(long millis) throws SQLException, InterruptedException {
    List<Connection> taken = new ArrayList<>();
    try {
      taken.add(site.database().connect());
      takeAll(taken);
      try (Statement statement = taken.getFirst().createStatement()) {
        statement.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE backend_type = 'client backend' AND application_name <> 'prove'");
      }
      long until = System.nanoTime() + millis * 1_000_000;
      while (System.nanoTime() < until) {
        takeAll(taken);
        Pause.millis(20);
      }
    } finally {
      for (Connection connection : taken) {
        connection.close();
      }
    }
  }

  private void takeAll(List<Connection> taken) {
    for (int i = 0; i < 100; i++) {
      try {
        taken.add(site.database().connect());
      } catch (SQLException e) {
        return;
      }
    }
  }

  /**
   * Fills the disk to nothing.
   *
   * @param almost what is left at first, for long enough to be noticed; 0 for filling it at once
   */
  private void fillDisk(Step step, long almost, long millis)
      throws IOException, InterruptedException {
    BoundedDisk disk = site.disk().orElseThrow();
    try {
      if (almost > 0) {
        disk.fill(almost);
        Pause.millis(2_500);
      }
      disk.fill((long) (step.strength() * 200_000));
      Pause.millis(millis);
    } finally {
      disk.free();
    }
  }
}
