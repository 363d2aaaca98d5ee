package org.aisle.sim.fulfilment;

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
 * The structure: its air follows the room and the cooling of its aisles; orders come as a Poisson
 * process, each of 4 to 14 picks, and are done as fast as its carriers can; its computers host the
 * planner, the traffic control and the link to the shop.
 */
final class StructureModel implements Asset {

  private static final double COOLED_KELVIN = -4;
  private static final double RELAXATION_SECONDS = 2_400;

  private final Orders orders;
  private final RandomStream random;
  private final Sensor sensor;
  private final RoomClimate climate;
  private final double ordersPerHour;
  private final double picksPerHour;

  private double air;
  private double openPicks;
  private double started;
  private int done;
  private int picks;
  private int received;
  private String status = "idle";
  private String planner = "running";
  private String traffic = "running";
  private String shopLink = "running";
  private double load;
  private double memory;

  StructureModel(AssetSettings settings) {
    orders = new Orders(settings.zone());
    random = settings.stream("orders");
    sensor = new Sensor(settings.stream("sensors"));
    climate =
        new RoomClimate(
            settings.stream("climate"), new StoreHours(settings.zone()), 18, settings.lat());
    ordersPerHour = settings.number("ordersPerHour");
    picksPerHour = settings.number("picksPerHour");
    air = climate.temperature(settings.start()) + COOLED_KELVIN;
  }

  @Override
  public void advance(Instant now, Duration step, Conditions conditions) {
    double seconds = step.toNanos() / 1e9;
    climate.advance(step);
    double demand = orders.demand(now);
    double cooled = conditions.has("cooling-failure") ? 3 : COOLED_KELVIN;
    air += (climate.temperature(now) + cooled - air) * seconds / RELAXATION_SECONDS;
    shopLink = conditions.has("shop-link-down") ? "failed" : "running";
    planner = conditions.has("planner-crash") ? "failed" : "running";
    traffic = conditions.has("emergency-stop") ? "stopped" : "running";
    boolean takes = shopLink.equals("running");
    if (takes && random.chance(ordersPerHour * demand * seconds / 3600)) {
      received++;
      openPicks += Math.floor(random.uniform(4, 15));
    }
    boolean works = planner.equals("running") && traffic.equals("running");
    double able = works ? Math.min(openPicks, picksPerHour * seconds / 3600) : 0;
    openPicks -= able;
    started += able;
    while (started >= 1) {
      started--;
      picks++;
      done += random.chance(1 / 9.0) ? 1 : 0;
    }
    status =
        conditions.has("emergency-stop")
            ? "emergencyStop"
            : !works || !takes ? "degraded" : demand == 0 && openPicks < 1 ? "idle" : "operating";
    load = 12 + 55 * Math.min(1, able * 3600 / seconds / picksPerHour);
    double leak =
        conditions.of("memory-leak").mapToDouble(t -> t.progress("fullAfterHours")).max().orElse(0);
    memory = 46 + 52 * leak;
  }

  @Override
  public SortedMap<String, Value> observe(Instant now) {
    SortedMap<String, Value> values = new TreeMap<>();
    values.put("temperature", sensor.measure(air, 0.05, 10));
    values.put("humidity", sensor.measure(climate.humidity(now), 0.3, 10));
    values.put("ordersReceived", new Value.Whole(received));
    values.put("ordersDone", new Value.Whole(done));
    values.put("picks", new Value.Whole(picks));
    values.put("openPicks", new Value.Whole(Math.round(openPicks)));
    values.put("systemStatus", new Value.Text(status));
    values.put("planner", new Value.Text(planner));
    values.put("trafficControl", new Value.Text(traffic));
    values.put("shopLink", new Value.Text(shopLink));
    values.put("processorLoad", sensor.measure(load, 1.5, 10));
    values.put("memoryUsed", sensor.measure(Math.min(memory, 98), 0.3, 10));
    received = 0;
    done = 0;
    picks = 0;
    return values;
  }
}
