package org.aisle.sim.logistics;

import java.time.Duration;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.RandomStream;

/**
 * The air in a trailer or container and the cargo in it: two heat stores after Newton's law of
 * cooling, integrated by Euler's method, with rates per hour:
 *
 * <pre>
 * dTa/dt = (wall + door) (Tout - Ta) + cargo (Tc - Ta) - unit
 * dTc/dt = (Ta - Tc) / 6.7 h
 * </pre>
 *
 * A refrigeration unit holds its set point with a proportional control and rests while the doors
 * are open; without one the sun on the roof adds up to 12 K to what is outside. The air's humidity
 * falls by 2.2 percentage points for each kelvin above its cargo.
 */
final class Hold {

  private static final double WALL = 0.6;
  private static final double DRY_WALL = 1.2;
  private static final double DOOR = 2.5;
  private static final double CARGO = 4;
  private static final double LAG_HOURS = 6.7;
  private static final double GAIN = 30;
  private static final double UNIT = 45;
  private static final double SOLAR_KELVIN = 12;

  private final RandomStream random;
  private final boolean reefer;
  private final double setPoint;
  private double air;
  private double cargo;
  private double humidity;
  private double wandering;

  Hold(AssetSettings settings, double outside) {
    random = settings.stream("hold");
    reefer = settings.number("refrigerated") >= 0.5;
    setPoint = settings.number("setPointC");
    cargo = reefer ? setPoint : outside;
    air = cargo;
    humidity = reefer ? 85 : 62;
  }

  /** Lets time pass, with what is outside in °C and the sun as the sine of its height. */
  void advance(Duration step, double outside, double sun, boolean open, boolean dead, boolean wet) {
    double hours = step.toNanos() / 3.6e12;
    double around = outside + (reefer ? 0.25 : 1) * SOLAR_KELVIN * sun * (open ? 0 : 1);
    double exchange = (reefer ? WALL : DRY_WALL) + (open ? DOOR : 0);
    double unit = reefer && !dead && !open ? Math.clamp(GAIN * (air - setPoint), -UNIT, UNIT) : 0;
    double change = exchange * (around - air) + CARGO * (cargo - air) - unit;
    cargo += (air - cargo) * hours / LAG_HOURS;
    air += change * hours;
    double share = hours / 12;
    wandering += -share * wandering + 4 * StrictMath.sqrt(2 * share) * random.normal();
    double wanted =
        wet ? 98 : (reefer ? 85 : 62) + wandering - 2.2 * (air - cargo) - (open ? 10 : 0);
    humidity += (Math.clamp(wanted, 15, 99) - humidity) * Math.min(1, hours / 0.5);
  }

  /** Of the air, °C. */
  double temperature() {
    return air;
  }

  /** Of the cargo, °C: what the tracker can't see. */
  double cargo() {
    return cargo;
  }

  /** Relative, percent. */
  double humidity() {
    return humidity;
  }
}
