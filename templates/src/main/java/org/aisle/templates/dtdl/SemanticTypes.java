package org.aisle.templates.dtdl;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aisle.templates.unit.Dimension;
import org.aisle.templates.unit.Unit;
import org.jspecify.annotations.Nullable;

/**
 * The semantic types of DTDL v2 and of the v3 extension quantitativeTypes, what they measure, and
 * which values are physically possible.
 */
final class SemanticTypes {

  private static final Map<String, Dimension> DIMENSIONS =
      Map.ofEntries(
          Map.entry("Acceleration", Dimension.ACCELERATION),
          Map.entry("Angle", Dimension.ANGLE),
          Map.entry("AngularAcceleration", Dimension.ANGULAR_ACCELERATION),
          Map.entry("AngularVelocity", Dimension.ANGULAR_VELOCITY),
          Map.entry("ApparentEnergy", Dimension.APPARENT_ENERGY),
          Map.entry("ApparentPower", Dimension.APPARENT_POWER),
          Map.entry("Area", Dimension.AREA),
          Map.entry("Capacitance", Dimension.CAPACITANCE),
          Map.entry("Concentration", Dimension.RATIO),
          Map.entry("Current", Dimension.CURRENT),
          Map.entry("DataRate", Dimension.DATA_RATE),
          Map.entry("DataSize", Dimension.DATA_SIZE),
          Map.entry("Density", Dimension.DENSITY),
          Map.entry("Distance", Dimension.LENGTH),
          Map.entry("ElectricCharge", Dimension.CHARGE),
          Map.entry("Energy", Dimension.ENERGY),
          Map.entry("EnergyRate", Dimension.POWER),
          Map.entry("Force", Dimension.FORCE),
          Map.entry("Frequency", Dimension.FREQUENCY),
          Map.entry("Humidity", Dimension.DENSITY),
          Map.entry("Illuminance", Dimension.ILLUMINANCE),
          Map.entry("Inductance", Dimension.INDUCTANCE),
          Map.entry("IonizingRadiationDose", Dimension.RADIATION_DOSE),
          Map.entry("Irradiance", Dimension.IRRADIANCE),
          Map.entry("Latitude", Dimension.ANGLE),
          Map.entry("Length", Dimension.LENGTH),
          Map.entry("Longitude", Dimension.ANGLE),
          Map.entry("Luminance", Dimension.LUMINANCE),
          Map.entry("Luminosity", Dimension.POWER),
          Map.entry("LuminousFlux", Dimension.LUMINOUS_FLUX),
          Map.entry("LuminousIntensity", Dimension.LUMINOUS_INTENSITY),
          Map.entry("MagneticFlux", Dimension.MAGNETIC_FLUX),
          Map.entry("MagneticInduction", Dimension.MAGNETIC_INDUCTION),
          Map.entry("Mass", Dimension.MASS),
          Map.entry("MassFlowRate", Dimension.MASS_FLOW),
          Map.entry("Power", Dimension.POWER),
          Map.entry("Pressure", Dimension.PRESSURE),
          Map.entry("Radioactivity", Dimension.RADIOACTIVITY),
          Map.entry("ReactiveEnergy", Dimension.REACTIVE_ENERGY),
          Map.entry("ReactivePower", Dimension.REACTIVE_POWER),
          Map.entry("RelativeDensity", Dimension.RATIO),
          Map.entry("RelativeHumidity", Dimension.RATIO),
          Map.entry("Resistance", Dimension.RESISTANCE),
          Map.entry("SoundPressure", Dimension.SOUND_PRESSURE),
          Map.entry("Temperature", Dimension.TEMPERATURE),
          Map.entry("Thrust", Dimension.FORCE),
          Map.entry("TimeSpan", Dimension.TIME),
          Map.entry("Torque", Dimension.TORQUE),
          Map.entry("Velocity", Dimension.VELOCITY),
          Map.entry("Voltage", Dimension.VOLTAGE),
          Map.entry("Volume", Dimension.VOLUME),
          Map.entry("VolumeFlowRate", Dimension.VOLUME_FLOW),
          // Ours, from the context dtmi:org:aisle:context;1
          Map.entry("SignalLevel", Dimension.SIGNAL_LEVEL));

  /** The semantic types and units that need Aisle's own context in a strict DTDL parser. */
  private static final Set<String> OWN_TYPES = Set.of("SignalLevel");

  /** IoT Central's co-types for vectors, and what each measures. */
  private static final Map<String, Dimension> VECTORS =
      Map.of("VelocityVector", Dimension.VELOCITY, "AccelerationVector", Dimension.ACCELERATION);

  private static final Set<String> NEVER_NEGATIVE =
      Set.of(
          "Area",
          "Capacitance",
          "Concentration",
          "DataSize",
          "Density",
          "Frequency",
          "Humidity",
          "Illuminance",
          "IonizingRadiationDose",
          "Irradiance",
          "Luminance",
          "LuminousFlux",
          "LuminousIntensity",
          "Pressure",
          "Radioactivity",
          "RelativeDensity",
          "Resistance",
          "Volume");

  /** Possible values in a unit; null where there is no limit. */
  record Range(@Nullable Double minimum, @Nullable Double maximum) {
    static final Range OPEN = new Range(null, null);
  }

  private SemanticTypes() {}

  /** Those of numbers, by name. */
  static List<String> ofNumbers() {
    return DIMENSIONS.keySet().stream().sorted().toList();
  }

  static boolean exists(String name) {
    return DIMENSIONS.containsKey(name) || VECTORS.containsKey(name);
  }

  static boolean isVector(String name) {
    return VECTORS.containsKey(name);
  }

  static boolean isOwn(String name) {
    return OWN_TYPES.contains(name);
  }

  static Optional<Dimension> dimension(String semanticType) {
    return Optional.ofNullable(DIMENSIONS.getOrDefault(semanticType, VECTORS.get(semanticType)));
  }

  /** The semantic type to suggest for a unit, if one measures the same. */
  static Optional<String> fitting(Unit unit) {
    Map<Dimension, String> usual = new HashMap<>();
    usual.put(Dimension.RATIO, "RelativeHumidity");
    usual.put(Dimension.LENGTH, "Length");
    usual.put(Dimension.POWER, "Power");
    usual.put(Dimension.ANGLE, "Angle");
    usual.put(Dimension.DENSITY, "Density");
    usual.put(Dimension.FORCE, "Force");
    String known = usual.get(unit.dimension());
    return known != null
        ? Optional.of(known)
        : DIMENSIONS.entrySet().stream()
            .filter(e -> e.getValue() == unit.dimension())
            .map(Map.Entry::getKey)
            .sorted()
            .findFirst();
  }

  /** Which values are physically possible for the semantic type, in {@code unit}. */
  static Range possible(@Nullable String semanticType, @Nullable Unit unit) {
    if (semanticType == null || unit == null) {
      return Range.OPEN;
    }
    return switch (semanticType) {
      case "Temperature" -> new Range(in(unit, -273.15, "degreeCelsius"), null);
      case "RelativeHumidity" -> new Range(0.0, in(unit, 100, "percent"));
      case "Latitude" -> new Range(in(unit, -90, "degreeOfArc"), in(unit, 90, "degreeOfArc"));
      case "Longitude" -> new Range(in(unit, -180, "degreeOfArc"), in(unit, 180, "degreeOfArc"));
      default -> NEVER_NEGATIVE.contains(semanticType) ? new Range(0.0, null) : Range.OPEN;
    };
  }

  private static double in(Unit unit, double value, String name) {
    double converted = Unit.named(name).orElseThrow().convert(value, unit);
    return BigDecimal.valueOf(converted).setScale(9, RoundingMode.HALF_EVEN).doubleValue();
  }
}
