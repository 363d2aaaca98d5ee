package org.aisle.gateway.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.aisle.templates.wire.Batch;
import org.aisle.templates.wire.Delivery;
import org.aisle.templates.wire.PropertyReport;
import org.aisle.templates.wire.Receipt;

/**
 * What is sent as a whole: a delivery, or part of one that is too large for that.
 *
 * @param weight about how many bytes it takes in a batch
 */
record Parcel(Batch content, Receipt receipt, int entries, int values, long weight) {

  static final int MOST_ENTRIES = 1000;
  static final int MOST_VALUES = 50_000;
  static final long MOST_WEIGHT = 512 * 1024;

  /** The parcels of a delivery; its receipt follows when all of them are stored, or one failed. */
  static List<Parcel> of(Delivery delivery, Receipt receipt) {
    List<Packing> packings = new ArrayList<>();
    packings.add(new Packing());
    for (Reading reading : delivery.readings()) {
      int values = reading.values().size() + reading.extra().size();
      room(packings, values, weight(reading)).readings.add(reading);
    }
    for (PropertyReport report : delivery.reports()) {
      room(packings, 0, 16 + weight(report.value())).reports.add(report);
    }
    for (Rejection rejection : delivery.rejections()) {
      room(packings, 0, 512 + rejection.payload().length).rejections.add(rejection);
    }
    Receipt part =
        packings.size() == 1
            ? receipt
            : new PartReceipt(receipt, new AtomicInteger(packings.size()));
    return packings.stream().map(packing -> packing.closed(part)).toList();
  }

  boolean isEmpty() {
    return entries == 0;
  }

  private static Packing room(List<Packing> packings, int values, long weight) {
    Packing last = packings.getLast();
    if (last.entries > 0
        && (last.entries >= MOST_ENTRIES
            || last.values + values > MOST_VALUES
            || last.weight + weight > MOST_WEIGHT)) {
      last = new Packing();
      packings.add(last);
    }
    last.entries++;
    last.values += values;
    last.weight += weight;
    return last;
  }

  private static long weight(Reading reading) {
    long result = 16;
    for (Value value : reading.values().values()) {
      result += weight(value);
    }
    for (Value value : reading.extra().values()) {
      result += weight(value);
    }
    return result;
  }

  private static long weight(Value value) {
    return switch (value) {
      case Value.Num n -> 10;
      case Value.Whole w -> 6;
      case Value.Flag f -> 2;
      case Value.Moment m -> 8;
      case Value.Geo g -> 26;
      case Value.Vec v -> 26;
      case Value.Text t -> 4 + t.value().length();
      case Value.Tree t -> 4 + t.json().length();
    };
  }

  /** A parcel being filled. */
  private static final class Packing {

    private final List<Reading> readings = new ArrayList<>();
    private final List<PropertyReport> reports = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private int entries;
    private int values;
    private long weight;

    Parcel closed(Receipt receipt) {
      return new Parcel(new Batch(readings, reports, rejections), receipt, entries, values, weight);
    }
  }

  /** The receipt of one of several parts; the delivery's own ignores all calls but the first. */
  private record PartReceipt(Receipt whole, AtomicInteger open) implements Receipt {

    @Override
    public void stored() {
      if (open.decrementAndGet() == 0) {
        whole.stored();
      }
    }

    @Override
    public void failed(Throwable reason) {
      whole.failed(reason);
    }
  }
}
