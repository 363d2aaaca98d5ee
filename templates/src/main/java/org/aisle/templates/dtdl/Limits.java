package org.aisle.templates.dtdl;

/**
 * The limits of DTDL v2, and of v3 where they differ; where v3 only limits totals, ours are wide
 * enough for every published model and narrow enough to bound the work.
 */
record Limits(
    int contents, int bases, int objectFields, int enumValues, int displayName, int name) {

  /** How many levels of bases an interface may have. */
  static final int EXTENDS_DEPTH = 10;

  /** How deep complex schemas may nest. */
  static final int SCHEMA_DEPTH = 5;

  static final int DESCRIPTION = 512;
  static final int INTERFACES = 500;

  /** PostgreSQL tables have at most 1,600 columns. */
  static final int COLUMNS = 1_500;

  /** How many fields a template may derive. */
  static final int DERIVED = 40;

  /** How many transitions its state machines may have together; each has a condition to check. */
  static final int TRANSITIONS = 200;

  /** How many schema parts are visited when templates are flattened. */
  static final int VISITS = 50_000;

  private static final Limits V2 = new Limits(300, 2, 30, 100, 64, 64);
  private static final Limits LATER = new Limits(1_000, 64, 300, 1_000, 512, 512);

  static Limits of(int version) {
    return version <= 2 ? V2 : LATER;
  }
}
