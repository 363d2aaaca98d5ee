package org.aisle.sim.world;

/**
 * What is physically wrong with an asset at one moment.
 *
 * @param doorHeldOpen somebody left the door open
 * @param compressorDead the compressor does not start
 * @param refrigerant remaining charge, 0 (empty) to 1 (full)
 * @param condenserFouling share of the condenser's air flow that is blocked, 0 to below 1
 * @param unplugged no mains
 * @param metresEast displacement from its place
 * @param metresNorth displacement from its place
 */
public record Conditions(
    boolean doorHeldOpen,
    boolean compressorDead,
    double refrigerant,
    double condenserFouling,
    boolean unplugged,
    double metresEast,
    double metresNorth) {

  /** Nothing is wrong. */
  public static final Conditions SOUND = new Conditions(false, false, 1, 0, false, 0, 0);

  public Conditions withDoorHeldOpen() {
    return new Conditions(
        true, compressorDead, refrigerant, condenserFouling, unplugged, metresEast, metresNorth);
  }

  public Conditions withCompressorDead() {
    return new Conditions(
        doorHeldOpen, true, refrigerant, condenserFouling, unplugged, metresEast, metresNorth);
  }

  /** The smaller of two remaining charges counts. */
  public Conditions withRefrigerant(double remaining) {
    return new Conditions(
        doorHeldOpen,
        compressorDead,
        Math.min(refrigerant, remaining),
        condenserFouling,
        unplugged,
        metresEast,
        metresNorth);
  }

  /** The greater of two blockages counts. */
  public Conditions withCondenserFouling(double blocked) {
    return new Conditions(
        doorHeldOpen,
        compressorDead,
        refrigerant,
        Math.max(condenserFouling, blocked),
        unplugged,
        metresEast,
        metresNorth);
  }

  public Conditions withUnplugged() {
    return new Conditions(
        doorHeldOpen, compressorDead, refrigerant, condenserFouling, true, metresEast, metresNorth);
  }

  /** Displacements add up. */
  public Conditions movedBy(double east, double north) {
    return new Conditions(
        doorHeldOpen,
        compressorDead,
        refrigerant,
        condenserFouling,
        unplugged,
        metresEast + east,
        metresNorth + north);
  }
}
