package org.aisle.sim.replay;

/**
 * How far a replay has come.
 *
 * @param share of the file, 0 to 1
 */
public record ReplayProgress(
    double share, long rows, long sent, long acknowledged, long rejected) {}
