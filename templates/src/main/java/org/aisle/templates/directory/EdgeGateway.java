package org.aisle.templates.directory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.aisle.templates.definition.Dtmi;

/** The device template of a store's gateway, which comes with Aisle. */
public final class EdgeGateway {

  public static final Dtmi TEMPLATE = new Dtmi("dtmi:org:aisle:EdgeGateway;1");

  /** Messages that wait for the uplink. */
  public static final String QUEUED_MESSAGES = "queuedMessages";

  /** When the oldest message that waits was received. */
  public static final String OLDEST_QUEUED = "oldestQueued";

  /** How long that is ago, in seconds; 0 when nothing waits. */
  public static final String LAG = "lag";

  /** Disk that is left to the queue, in mebibytes. */
  public static final String FREE_DISK = "freeDisk";

  /** Disk that the queue takes, in mebibytes. */
  public static final String USED_DISK = "usedDisk";

  /** Devices with a connection to the gateway. */
  public static final String CONNECTED_DEVICES = "connectedDevices";

  /** The gateway's clock minus the server's, in seconds. */
  public static final String CLOCK_OFFSET = "clockOffset";

  /** The gateway's memory, in mebibytes. */
  public static final String MEMORY = "memory";

  /** What the gateway wants people to know; empty when all is well. */
  public static final String NOTICE = "notice";

  /** Property: the release that runs. */
  public static final String VERSION = "version";

  private EdgeGateway() {}

  public static String dtdl() {
    try (InputStream in = EdgeGateway.class.getResourceAsStream("EdgeGateway.json")) {
      if (in == null) {
        throw new IllegalStateException("The class path lacks EdgeGateway.json.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
