package org.aisle.templates.unit;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The units of DTDL v2 and of the v3 quantitative types, with the prefixed ones that sensors use.
 */
final class Units {

  static final Map<String, Unit> BY_NAME = new LinkedHashMap<>();

  private Units() {}

  private static void add(Dimension dimension, String name, String symbol, double factor) {
    add(dimension, name, symbol, factor, 0);
  }

  private static void add(
      Dimension dimension, String name, String symbol, double factor, double offset) {
    BY_NAME.put(name, new Unit(name, symbol, dimension, factor, offset));
  }

  static {
    add(Dimension.TEMPERATURE, "degreeCelsius", "°C", 1);
    add(Dimension.TEMPERATURE, "degreeFahrenheit", "°F", 5.0 / 9, -160.0 / 9);
    add(Dimension.TEMPERATURE, "kelvin", "K", 1, -273.15);
    add(Dimension.RATIO, "percent", "%", 1);
    add(Dimension.RATIO, "unity", "", 100);
    add(Dimension.ILLUMINANCE, "lux", "lx", 1);
    add(Dimension.ILLUMINANCE, "millilux", "mlx", 0.001);
    add(Dimension.ILLUMINANCE, "footcandle", "fc", 10.763910416709722);
    add(Dimension.ACCELERATION, "gForce", "g", 1);
    add(Dimension.ACCELERATION, "milliGForce", "mg", 0.001);
    add(Dimension.ACCELERATION, "metrePerSecondSquared", "m/s²", 1 / 9.80665);
    add(Dimension.ACCELERATION, "centimetrePerSecondSquared", "cm/s²", 1 / 980.665);
    add(Dimension.PRESSURE, "hectopascal", "hPa", 1);
    add(Dimension.PRESSURE, "pascal", "Pa", 0.01);
    add(Dimension.PRESSURE, "kilopascal", "kPa", 10);
    add(Dimension.PRESSURE, "millibar", "mbar", 1);
    add(Dimension.PRESSURE, "bar", "bar", 1000);
    add(Dimension.PRESSURE, "millimetresOfMercury", "mmHg", 1.33322387415);
    add(Dimension.PRESSURE, "inchesOfMercury", "inHg", 33.86389);
    add(Dimension.PRESSURE, "poundPerSquareInch", "psi", 68.9475729316836);
    add(Dimension.VOLTAGE, "volt", "V", 1);
    add(Dimension.VOLTAGE, "millivolt", "mV", 0.001);
    add(Dimension.VOLTAGE, "microvolt", "µV", 1e-6);
    add(Dimension.VOLTAGE, "kilovolt", "kV", 1000);
    add(Dimension.VOLTAGE, "megavolt", "MV", 1e6);
    add(Dimension.CURRENT, "ampere", "A", 1);
    add(Dimension.CURRENT, "milliampere", "mA", 0.001);
    add(Dimension.CURRENT, "microampere", "µA", 1e-6);
    add(Dimension.POWER, "watt", "W", 1);
    add(Dimension.POWER, "milliwatt", "mW", 0.001);
    add(Dimension.POWER, "microwatt", "µW", 1e-6);
    add(Dimension.POWER, "kilowatt", "kW", 1000);
    add(Dimension.POWER, "megawatt", "MW", 1e6);
    add(Dimension.POWER, "gigawatt", "GW", 1e9);
    add(Dimension.POWER, "horsepower", "hp", 745.69987158227022);
    add(Dimension.ENERGY, "kilowattHour", "kWh", 1);
    add(Dimension.ENERGY, "joule", "J", 1 / 3.6e6);
    add(Dimension.ENERGY, "kilojoule", "kJ", 1 / 3600.0);
    add(Dimension.ENERGY, "megajoule", "MJ", 1 / 3.6);
    add(Dimension.ENERGY, "gigajoule", "GJ", 1000 / 3.6);
    add(Dimension.ENERGY, "electronvolt", "eV", 1.602176634e-19 / 3.6e6);
    add(Dimension.ENERGY, "megaelectronvolt", "MeV", 1.602176634e-13 / 3.6e6);
    add(Dimension.TIME, "second", "s", 1);
    add(Dimension.TIME, "millisecond", "ms", 0.001);
    add(Dimension.TIME, "microsecond", "µs", 1e-6);
    add(Dimension.TIME, "nanosecond", "ns", 1e-9);
    add(Dimension.TIME, "minute", "min", 60);
    add(Dimension.TIME, "hour", "h", 3600);
    add(Dimension.TIME, "day", "d", 86_400);
    add(Dimension.TIME, "year", "a", 31_557_600);
    add(Dimension.LENGTH, "metre", "m", 1);
    add(Dimension.LENGTH, "millimetre", "mm", 0.001);
    add(Dimension.LENGTH, "centimetre", "cm", 0.01);
    add(Dimension.LENGTH, "kilometre", "km", 1000);
    add(Dimension.LENGTH, "micrometre", "µm", 1e-6);
    add(Dimension.LENGTH, "nanometre", "nm", 1e-9);
    add(Dimension.LENGTH, "inch", "in", 0.0254);
    add(Dimension.LENGTH, "foot", "ft", 0.3048);
    add(Dimension.LENGTH, "mile", "mi", 1609.344);
    add(Dimension.LENGTH, "nauticalMile", "nmi", 1852);
    add(Dimension.LENGTH, "astronomicalUnit", "au", 149_597_870_700.0);
    add(Dimension.AREA, "squareMetre", "m²", 1);
    add(Dimension.AREA, "squareCentimetre", "cm²", 1e-4);
    add(Dimension.AREA, "squareMillimetre", "mm²", 1e-6);
    add(Dimension.AREA, "squareKilometre", "km²", 1e6);
    add(Dimension.AREA, "hectare", "ha", 1e4);
    add(Dimension.AREA, "squareFoot", "ft²", 0.09290304);
    add(Dimension.AREA, "squareInch", "in²", 0.00064516);
    add(Dimension.AREA, "acre", "ac", 4046.8564224);
    add(Dimension.VOLUME, "litre", "l", 1);
    add(Dimension.VOLUME, "millilitre", "ml", 0.001);
    add(Dimension.VOLUME, "cubicMetre", "m³", 1000);
    add(Dimension.VOLUME, "cubicCentimetre", "cm³", 0.001);
    add(Dimension.VOLUME, "cubicFoot", "ft³", 28.316846592);
    add(Dimension.VOLUME, "cubicInch", "in³", 0.016387064);
    add(Dimension.VOLUME, "fluidOunce", "fl oz", 0.0295735295625);
    add(Dimension.VOLUME, "gallon", "gal", 3.785411784);
    add(Dimension.VOLUME_FLOW, "litrePerSecond", "l/s", 1);
    add(Dimension.VOLUME_FLOW, "millilitrePerSecond", "ml/s", 0.001);
    add(Dimension.VOLUME_FLOW, "litrePerHour", "l/h", 1 / 3600.0);
    add(Dimension.VOLUME_FLOW, "millilitrePerHour", "ml/h", 1 / 3.6e6);
    add(Dimension.MASS, "kilogram", "kg", 1);
    add(Dimension.MASS, "gram", "g", 0.001);
    add(Dimension.MASS, "milligram", "mg", 1e-6);
    add(Dimension.MASS, "microgram", "µg", 1e-9);
    add(Dimension.MASS, "tonne", "t", 1000);
    add(Dimension.MASS, "slug", "slug", 14.593902937206365);
    add(Dimension.MASS_FLOW, "gramPerSecond", "g/s", 1);
    add(Dimension.MASS_FLOW, "kilogramPerSecond", "kg/s", 1000);
    add(Dimension.MASS_FLOW, "gramPerHour", "g/h", 1 / 3600.0);
    add(Dimension.MASS_FLOW, "kilogramPerHour", "kg/h", 1 / 3.6);
    add(Dimension.DENSITY, "kilogramPerCubicMetre", "kg/m³", 1);
    add(Dimension.DENSITY, "gramPerCubicMetre", "g/m³", 0.001);
    add(Dimension.VELOCITY, "metrePerSecond", "m/s", 1);
    add(Dimension.VELOCITY, "centimetrePerSecond", "cm/s", 0.01);
    add(Dimension.VELOCITY, "kilometrePerSecond", "km/s", 1000);
    add(Dimension.VELOCITY, "metrePerHour", "m/h", 1 / 3600.0);
    add(Dimension.VELOCITY, "kilometrePerHour", "km/h", 1 / 3.6);
    add(Dimension.VELOCITY, "milePerHour", "mph", 0.44704);
    add(Dimension.VELOCITY, "milePerSecond", "mi/s", 1609.344);
    add(Dimension.VELOCITY, "knot", "kn", 1852 / 3600.0);
    add(Dimension.ANGLE, "degreeOfArc", "°", 1);
    add(Dimension.ANGLE, "minuteOfArc", "′", 1 / 60.0);
    add(Dimension.ANGLE, "secondOfArc", "″", 1 / 3600.0);
    add(Dimension.ANGLE, "radian", "rad", 180 / Math.PI);
    add(Dimension.ANGLE, "turn", "tr", 360);
    add(Dimension.ANGULAR_VELOCITY, "degreePerSecond", "°/s", 1);
    add(Dimension.ANGULAR_VELOCITY, "milliDegreePerSecond", "m°/s", 0.001);
    add(Dimension.ANGULAR_VELOCITY, "radianPerSecond", "rad/s", 180 / Math.PI);
    add(Dimension.ANGULAR_VELOCITY, "revolutionPerSecond", "rps", 360);
    add(Dimension.ANGULAR_VELOCITY, "revolutionPerMinute", "rpm", 6);
    add(Dimension.FREQUENCY, "hertz", "Hz", 1);
    add(Dimension.FREQUENCY, "kilohertz", "kHz", 1e3);
    add(Dimension.FREQUENCY, "megahertz", "MHz", 1e6);
    add(Dimension.FREQUENCY, "gigahertz", "GHz", 1e9);
    add(Dimension.SIGNAL_LEVEL, "decibelMilliwatt", "dBm", 1);
    add(Dimension.SOUND_PRESSURE, "decibel", "dB", 1);
    add(Dimension.SOUND_PRESSURE, "bel", "B", 10);
    add(Dimension.DATA_SIZE, "byte", "B", 1);
    add(Dimension.DATA_SIZE, "bit", "bit", 0.125);
    add(Dimension.DATA_SIZE, "kibibyte", "KiB", 1024);
    add(Dimension.DATA_SIZE, "mebibyte", "MiB", 1048576);
    add(Dimension.DATA_SIZE, "gibibyte", "GiB", 1073741824);
    add(Dimension.DATA_SIZE, "tebibyte", "TiB", 1099511627776.0);
    add(Dimension.DATA_SIZE, "exbibit", "Eibit", 0x1p57);
    add(Dimension.DATA_SIZE, "exbibyte", "EiB", 0x1p60);
    add(Dimension.DATA_RATE, "bytePerSecond", "B/s", 1);
    add(Dimension.DATA_RATE, "bitPerSecond", "bit/s", 0.125);
    add(Dimension.DATA_RATE, "kibibytePerSecond", "KiB/s", 1024);
    add(Dimension.DATA_RATE, "mebibytePerSecond", "MiB/s", 1048576);
    add(Dimension.FORCE, "newton", "N", 1);
    add(Dimension.FORCE, "pound", "lbf", 4.4482216152605);
    add(Dimension.FORCE, "ounce", "ozf", 0.27801385095378);
    add(Dimension.FORCE, "ton", "tnf", 8896.443230521);
    add(Dimension.TORQUE, "newtonMetre", "N·m", 1);
    add(Dimension.LUMINANCE, "candelaPerSquareMetre", "cd/m²", 1);
    add(Dimension.LUMINOUS_FLUX, "lumen", "lm", 1);
    add(Dimension.LUMINOUS_INTENSITY, "candela", "cd", 1);
    add(Dimension.MAGNETIC_FLUX, "weber", "Wb", 1);
    add(Dimension.MAGNETIC_FLUX, "maxwell", "Mx", 1e-8);
    add(Dimension.MAGNETIC_INDUCTION, "tesla", "T", 1);
    add(Dimension.MAGNETIC_INDUCTION, "microtesla", "µT", 1e-6);
    add(Dimension.RESISTANCE, "ohm", "Ω", 1);
    add(Dimension.RESISTANCE, "milliohm", "mΩ", 0.001);
    add(Dimension.RESISTANCE, "kiloohm", "kΩ", 1000);
    add(Dimension.RESISTANCE, "megaohm", "MΩ", 1e6);
    add(Dimension.CAPACITANCE, "farad", "F", 1);
    add(Dimension.CAPACITANCE, "millifarad", "mF", 1e-3);
    add(Dimension.CAPACITANCE, "microfarad", "µF", 1e-6);
    add(Dimension.CAPACITANCE, "nanofarad", "nF", 1e-9);
    add(Dimension.CAPACITANCE, "picofarad", "pF", 1e-12);
    add(Dimension.CHARGE, "coulomb", "C", 1);
    add(Dimension.INDUCTANCE, "henry", "H", 1);
    add(Dimension.INDUCTANCE, "millihenry", "mH", 1e-3);
    add(Dimension.INDUCTANCE, "microhenry", "µH", 1e-6);
  }
}
