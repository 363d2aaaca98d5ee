package org.aisle.sim.prove;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.aisle.sim.prove.Account.Totals;
import org.aisle.sim.world.RandomStream;

/** All devices of a proof. */
final class Crowd {

  private final List<ProbeDevice> devices;

  private Crowd(List<ProbeDevice> devices) {
    this.devices = List.copyOf(devices);
  }

  /** Makes the app and registers the devices; they reach the broker at that port. */
  static Crowd register(Api api, long seed, int size, int port)
      throws IOException, InterruptedException {
    String app = ProbedDatabase.APP;
    api.post("/apps", "{\"id\": \"%s\", \"name\": \"Proof\"}".formatted(app));
    api.post("/apps/" + app + "/device-templates", ProbeReading.MODEL);
    RandomStream random = RandomStream.of(seed, "crowd");
    List<ProbeDevice> devices = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String device = "probe-%02d".formatted(i + 1);
      String password =
          api.post(
                  "/apps/" + app + "/devices",
                  "{\"id\": \"%s\", \"name\": \"%s\", \"template\": \"%s\"}"
                      .formatted(device, device, ProbeReading.TEMPLATE))
              .at("/credentials/password")
              .asString();
      devices.add(
          new ProbeDevice(
              ProbeDevice.Firmware.of(i, random),
              new Account(seed, device),
              app,
              password,
              port,
              seed));
    }
    return new Crowd(devices);
  }

  List<ProbeDevice> devices() {
    return devices;
  }

  List<Account> accounts() {
    return devices.stream().map(ProbeDevice::account).toList();
  }

  void start() {
    devices.forEach(ProbeDevice::start);
  }

  Totals totals() {
    return accounts().stream().map(Account::totals).reduce(Totals.NONE, Totals::plus);
  }

  long connects() {
    return devices.stream().mapToLong(ProbeDevice::connects).sum();
  }

  long refused() {
    return devices.stream().mapToLong(ProbeDevice::refused).sum();
  }

  /** How many were acknowledged something that they have sent since (System.nanoTime). */
  long heardSince(long nanos) {
    return devices.stream().filter(device -> device.heardSince(nanos)).count();
  }

  /** Sends what is not acknowledged yet, and no more; whether that was done in time. */
  boolean drain(Duration time) throws InterruptedException {
    devices.forEach(device -> device.setDraining(true));
    long deadline = System.nanoTime() + time.toNanos();
    while (!devices.stream().allMatch(ProbeDevice::drained)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Pause.millis(50);
    }
    return true;
  }

  void end() throws InterruptedException {
    devices.forEach(ProbeDevice::end);
    for (ProbeDevice device : devices) {
      device.join(Duration.ofSeconds(10));
    }
  }
}
