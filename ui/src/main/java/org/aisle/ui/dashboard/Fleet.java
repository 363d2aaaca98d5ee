package org.aisle.ui.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.aisle.backend.query.Telemetry.Latest;
import org.aisle.backend.query.Telemetry.TimeRange;
import org.aisle.backend.registry.App;
import org.aisle.backend.registry.Device;
import org.aisle.backend.registry.Place;
import org.aisle.templates.dashboard.Tile;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.reading.Value;
import org.aisle.ui.format.ValueFormat;
import org.jspecify.annotations.Nullable;

/**
 * What every tile of a page draws from: the devices of one template and their latest values, as of
 * one moment.
 *
 * @param fresh how recent a reading must be for its device not to count as silent
 * @param address of the page
 */
record Fleet(
    App app,
    DeviceTemplate template,
    List<Member> members,
    Map<String, Place> places,
    Instant now,
    TimeRange range,
    Duration fresh,
    Address address) {

  private static final String NO_PLACE = "No place";

  /** A device with what it last said, if it ever said anything. */
  record Member(Device device, @Nullable Latest latest) {

    @Nullable Value value(String path) {
      return latest == null ? null : latest.values().get(path);
    }

    @Nullable Instant time(String path) {
      return latest == null ? null : latest.times().get(path);
    }

    @Nullable Instant seen() {
      return latest == null ? null : latest.observedAt();
    }
  }

  Fleet {
    members = List.copyOf(members);
    places = Map.copyOf(places);
  }

  /** The same with only some of its devices. */
  Fleet only(Predicate<Member> wanted) {
    return new Fleet(
        app,
        template,
        members.stream().filter(wanted).toList(),
        places,
        now,
        range,
        fresh,
        address);
  }

  boolean isFresh(Member member) {
    Instant seen = member.seen();
    return seen != null && !seen.isBefore(now.minus(fresh));
  }

  long freshCount() {
    return members.stream().filter(this::isFresh).count();
  }

  Optional<Member> member(String device) {
    return members.stream()
        .filter(member -> member.device().ref().device().value().equals(device))
        .findFirst();
  }

  Optional<Field> field(String path) {
    return template.field(path);
  }

  /** The latest numbers of a field, yes and no as 1 and 0, of devices that are not silent. */
  List<Double> numbers(String path) {
    return members.stream()
        .filter(this::isFresh)
        .map(member -> number(member.value(path)))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .toList();
  }

  static @Nullable Double number(@Nullable Value value) {
    if (value instanceof Value.Flag flag) {
      return flag.value() ? 1.0 : 0.0;
    }
    return ValueFormat.numeric(value);
  }

  /** When any device last reported one of the fields, or null. */
  @Nullable Instant newest(List<String> paths) {
    Instant newest = null;
    for (Member member : members) {
      for (String path : paths) {
        Instant time = member.time(path);
        if (time != null && (newest == null || time.isAfter(newest))) {
          newest = time;
        }
      }
    }
    return newest;
  }

  String placeName(Device device) {
    String id = device.place();
    Place place = id == null ? null : places.get(id);
    return place == null ? NO_PLACE : place.name();
  }

  /** The same with those devices only that said something since the range began. */
  Fleet heard() {
    return only(
        member -> {
          Instant seen = member.seen();
          return seen != null && !seen.isBefore(range.from());
        });
  }

  /** Where a click on a device of the tile leads; null for nowhere. */
  @Nullable String leads(Tile tile, Device device) {
    String place = device.place();
    return switch (tile.frame().drill()) {
      case NONE -> null;
      case PLACE -> place == null ? path(device) : address.place(place);
      case DEVICE -> path(device);
      case null -> path(device);
    };
  }

  String path(Device device) {
    return address.device(device);
  }

  List<DeviceRef> devices() {
    return members.stream().map(member -> member.device().ref()).toList();
  }
}
