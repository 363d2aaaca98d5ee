package org.aisle.sim.prove;

/** What is done to the processes, the network, the disk and the devices. */
enum Fault {
  KILL_SERVER("kill -9 of the server", 1, Where.EVERYWHERE),
  KILL_STARTING("kill -9 of the server while it starts", 1, Where.EVERYWHERE),
  KILL_POSTGRES("kill -9 of PostgreSQL", 1, Where.EVERYWHERE),
  KILL_BACKEND("kill -9 of one PostgreSQL session's process", 1, Where.EVERYWHERE),
  KILL_BOTH("kill -9 of the server and PostgreSQL", 2, Where.EVERYWHERE),
  KILL_QUEUED(
      "kill -9 of the server while the store is away and messages wait in the broker's queue",
      1,
      Where.EVERYWHERE),
  KILL_GATEWAY("kill -9 of the gateway", 1, Where.GATEWAY),
  PAUSE_SERVER("the server is stopped and goes on (SIGSTOP, SIGCONT)", 0, Where.EVERYWHERE),
  PAUSE_POSTGRES("PostgreSQL is stopped and goes on", 0, Where.EVERYWHERE),
  PAUSE_GATEWAY("the gateway is stopped and goes on", 0, Where.GATEWAY),
  RESTART_SERVER("the server is restarted in order, its broker with it", 0, Where.EVERYWHERE),
  ROLLING("rolling upgrade: every process restarted after the other", 0, Where.GATEWAY),
  CUT("the road is cut", 0, Where.EVERYWHERE),
  SLOW("the road delays each packet", 0, Where.EVERYWHERE),
  NARROW("the road is narrow", 0, Where.EVERYWHERE),
  HALF_OPEN("the road is half open", 0, Where.EVERYWHERE),
  TAKE_OVER("a second client takes a device's identifier", 0, Where.EVERYWHERE),
  TWICE("everything is sent twice and shuffled", 0, Where.EVERYWHERE),
  CLOCKS("device clocks jump by a day", 0, Where.EVERYWHERE),
  LOCK_TABLE("somebody locks the table", 0, Where.EVERYWHERE),
  READ_ONLY("PostgreSQL becomes read-only", 0, Where.EVERYWHERE),
  NO_CONNECTIONS("sessions are ended, and none is to be had", 0, Where.EVERYWHERE),
  FULL_DISK("the disk is full", 0, Where.DISK),
  FULL_DISK_QUEUED(
      "the disk is filled at once while the store is away and messages wait in the queue",
      0,
      Where.DISK);

  /** Where it can be done. */
  enum Where {
    EVERYWHERE,
    GATEWAY,
    DISK
  }

  private final String sentence;
  private final int kills;
  private final Where where;

  Fault(String sentence, int kills, Where where) {
    this.sentence = sentence;
    this.kills = kills;
    this.where = where;
  }

  String sentence() {
    return sentence;
  }

  int kills() {
    return kills;
  }

  /** Whether it is a kill after which the server has to start anew. */
  boolean endsServer() {
    return this == KILL_SERVER || this == KILL_STARTING || this == KILL_BOTH || this == KILL_QUEUED;
  }

  Where where() {
    return where;
  }
}
