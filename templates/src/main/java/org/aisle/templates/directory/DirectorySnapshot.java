package org.aisle.templates.directory;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.definition.Dtmi;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;

/**
 * What one gateway needs of the registry, at one moment: itself, the devices that it serves, and
 * their templates. {@link DirectoryFormat} writes and reads it.
 *
 * @param gateway whose snapshot it is
 * @param uplink where its readings go: {@code tcp://host:port} or {@code ssl://host:port}
 * @param servesApp whether it may act for every device of its app, or only for those assigned to it
 * @param models DTDL documents by the id of the interface that they are needed for
 * @param devices the gateway itself and those that it serves, by id
 */
public record DirectorySnapshot(
    DeviceRef gateway,
    String uplink,
    boolean servesApp,
    SortedMap<String, String> models,
    List<Member> devices) {

  /**
   * A device of the gateway's app.
   *
   * @param gateway whether it may act for devices whose {@code via} it is
   * @param via the gateway that may act for it, or null
   */
  public record Member(
      DeviceId id,
      Dtmi template,
      boolean enabled,
      boolean gateway,
      @Nullable String via,
      SaltedHash secret) {}

  public DirectorySnapshot {
    models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
    devices = devices.stream().sorted(java.util.Comparator.comparing(Member::id)).toList();
  }
}
