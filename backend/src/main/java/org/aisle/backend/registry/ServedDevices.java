package org.aisle.backend.registry;

import java.util.List;
import java.util.SortedMap;
import org.aisle.templates.directory.DirectorySnapshot.Member;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/** Which devices a gateway acts for. Thread-safe. */
public interface ServedDevices {

  /**
   * What a gateway needs to know.
   *
   * @param models DTDL documents by the id of the interface that they are needed for
   * @param devices the gateway itself and the devices that it serves, directly or through others
   */
  record Served(boolean wholeApp, SortedMap<String, String> models, List<Member> devices) {
    public Served {
      devices = List.copyOf(devices);
    }
  }

  /** Whether it acts for every device of its app, beside those assigned to it. */
  boolean servesApp(DeviceRef gateway);

  /** Refuses what is no gateway. */
  Outcome<Device> serveApp(DeviceRef gateway, boolean wholeApp);

  /**
   * Makes a gateway the one that may act for a device; null takes it from whichever has it. Refuses
   * what is no gateway, and gateways that would speak for each other in a circle.
   */
  Outcome<Device> assign(DeviceRef device, @Nullable String gateway);

  Served of(DeviceRef gateway);
}
