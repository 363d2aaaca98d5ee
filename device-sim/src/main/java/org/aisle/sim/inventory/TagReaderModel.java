package org.aisle.sim.inventory;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.sim.world.Asset;
import org.aisle.sim.world.AssetSettings;
import org.aisle.sim.world.Conditions;
import org.aisle.sim.world.RandomStream;
import org.aisle.sim.world.RoomClimate;
import org.aisle.sim.world.Sensor;
import org.aisle.sim.world.StoreHours;
import org.aisle.templates.reading.Value;

/**
 * A stock of tags: goods leave as a Poisson process that follows the store's hours (Lewis and
 * Shedler, 1979, by thinning) and are filled up at 5 o'clock in the morning. What is stolen stays
 * in the books: it is missing from the next scan on. Each morning some goods come whose tags the
 * books do not know; the synchronisation with the tag source, every 10 minutes, makes them known.
 * An incremental scan every 5 minutes sees what the antennas reach; a complete one follows at 5:30.
 */
final class TagReaderModel implements Asset {

  private static final double FILL_HOUR = 5;
  private static final double COMPLETE_SCAN_HOUR = 5.5;
  private static final double COMPLETE_SCAN_HOURS = 0.25;
  private static final double READ_SHARE = 0.988;
  private static final double SCAN_SECONDS = 300;
  private static final double SYNC_SECONDS = 600;
  private static final double BATTERY_SECONDS = 4 * 3600;

  private final StoreHours hours;
  private final RandomStream random;
  private final RoomClimate climate;
  private final Sensor sensor;
  private final AssetSettings settings;
  private final long full;
  private final double dailyShare;

  private long inBooks;
  private long gone;
  private long unknown;
  private long active;
  private long arrived;
  private double lastHour;
  private double secondsToScan;
  private double secondsToSync = SYNC_SECONDS;
  private double hoursSinceComplete;
  private double battery = 100;
  private double signal = -58;
  private boolean complete;
  private boolean onBattery;
  private Conditions conditions = Conditions.SOUND;
  private long theftsSeen;

  TagReaderModel(AssetSettings settings) {
    this.settings = settings;
    hours = new StoreHours(settings.zone());
    random = settings.stream("goods");
    sensor = new Sensor(settings.stream("sensors"));
    climate = new RoomClimate(settings.stream("climate"), hours, 20.5, settings.lat());
    full = Math.round(settings.number("tags"));
    dailyShare = settings.number("soldPercentPerDay") / 100;
    lastHour = hours.hourOfDay(settings.start());
    double soldAlready = Math.max(0, Math.min(1, (lastHour - 7) / 15));
    inBooks = Math.round(full * (1 - dailyShare * (lastHour < FILL_HOUR ? 1 : soldAlready)));
    hoursSinceComplete = Math.floorMod(Math.round((lastHour - 5.75) * 3600), 86_400L) / 3600.0;
    active = Math.round(inBooks * READ_SHARE);
  }

  @Override
  public void advance(Instant now, Duration step, Conditions wrong) {
    conditions = wrong;
    double seconds = step.toNanos() / 1e9;
    climate.advance(step);
    double hour = hours.hourOfDay(now);
    double mean = full * dailyShare * hours.traffic(now) * seconds / (15 * 3600);
    if (inBooks > 0 && random.chance(Math.min(1, mean))) {
      inBooks--;
    }
    if (lastHour < FILL_HOUR && hour >= FILL_HOUR) {
      fill();
    }
    lastHour = hour;
    steal(wrong);
    onBattery = wrong.has("power-failure");
    battery = Math.clamp(battery + (onBattery ? -100 : 300) * seconds / BATTERY_SECONDS, 0, 100);
    secondsToSync -= seconds;
    if (secondsToSync <= 0) {
      secondsToSync = SYNC_SECONDS;
      unknown = wrong.has("sync-failure") ? unknown : 0;
    }
    if (wrong.has("sync-failure") && random.chance(0.02 * seconds)) {
      unknown++;
    }
    scan(hour, seconds);
    double interference = wrong.number("interference", "decibel", 0);
    signal = -58 - interference;
  }

  private void fill() {
    arrived += Math.max(0, full - inBooks);
    unknown += Math.round(arrived * 0.02);
    inBooks = full;
    gone = 0;
    secondsToScan = 0;
  }

  private void steal(Conditions wrong) {
    long thefts = wrong.of("theft").count();
    if (thefts > theftsSeen) {
      gone += Math.round(wrong.number("theft", "tags", 0));
    }
    theftsSeen = thefts;
  }

  private void scan(double hour, double seconds) {
    double since = hour - COMPLETE_SCAN_HOUR;
    boolean due = since >= 0 && since < COMPLETE_SCAN_HOURS;
    boolean can = !conditions.has("scan-failure") && battery > 0;
    if (complete && !due && can) {
      hoursSinceComplete = 0;
    }
    complete = due && can;
    hoursSinceComplete += seconds / 3600;
    secondsToScan -= seconds;
    if (secondsToScan <= 0 && can) {
      secondsToScan = SCAN_SECONDS;
      double unseen = conditions.number("antenna-failure", "percent", 0) / 100;
      double interference = conditions.number("interference", "decibel", 0);
      double share = READ_SHARE * (1 - unseen) * (1 - Math.min(0.6, interference * 0.015));
      double spread = StrictMath.sqrt(Math.max(0, inBooks * share * (1 - share)));
      long there = Math.max(0, inBooks - gone);
      active = Math.clamp(Math.round(there * share + spread * random.normal()), 0, there);
    }
  }

  @Override
  public SortedMap<String, Value> observe(Instant now) {
    SortedMap<String, Value> values = new TreeMap<>();
    values.put("totalTags", new Value.Whole(inBooks + unknown));
    values.put("activeTags", new Value.Whole(active));
    values.put("unknownTags", new Value.Whole(unknown));
    values.put("missingTags", new Value.Whole(Math.max(0, inBooks - active)));
    values.put("newTags", new Value.Whole(arrived));
    values.put("scanState", new Value.Text(complete ? "complete" : "incremental"));
    values.put("hoursSinceCompleteScan", Sensor.rounded(hoursSinceComplete, 10));
    values.put("signalStrength", sensor.measure(signal, 1.2, 1));
    values.put("onBattery", new Value.Flag(onBattery));
    values.put("batteryLevel", Sensor.rounded(battery, 1));
    values.put("temperature", sensor.measure(climate.temperature(now), 0.1, 10));
    values.put("humidity", sensor.measure(climate.humidity(now), 0.4, 10));
    values.put(
        "location",
        settings.position().moved(conditions.metresEast(), conditions.metresNorth()).value());
    arrived = 0;
    return values;
  }
}
