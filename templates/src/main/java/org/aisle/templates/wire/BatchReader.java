package org.aisle.templates.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.aisle.templates.outcome.Rejection;
import org.aisle.templates.outcome.RejectionCode;
import org.aisle.templates.reading.CanonicalJson;
import org.aisle.templates.reading.Reading;
import org.aisle.templates.reading.Value;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a batch. What breaks the structure ends the batch; what only breaks one entry,
 * such as a number that is not finite, spoils that entry.
 */
final class BatchReader {

  private static final int MOST_NAMES = 20_000;
  private static final int LONGEST_NAME = 1024;
  private static final int LONGEST_SENTENCE = 4096;
  private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private final Cursor in;
  private final List<@Nullable DeviceRef> devices = new ArrayList<>();
  private final List<@Nullable String> names = new ArrayList<>();
  private final List<BatchOutcome.Spoiled> spoiled = new ArrayList<>();
  private @Nullable String fault;
  private long base;
  private int values;

  BatchReader(byte[] body) {
    in = new Cursor(body);
  }

  BatchOutcome read() {
    try {
      dictionaries();
      List<Reading> readings = new ArrayList<>();
      for (int n = in.count(BatchFormat.MOST_READINGS, 8, "readings"); n > 0; n--) {
        reading(readings);
      }
      List<PropertyReport> reports = new ArrayList<>();
      for (int n = in.count(BatchFormat.MOST_READINGS, 5, "reports"); n > 0; n--) {
        report(reports);
      }
      List<Rejection> rejections = new ArrayList<>();
      for (int n = in.count(BatchFormat.MOST_REJECTIONS, 7, "rejections"); n > 0; n--) {
        rejection(rejections);
      }
      if (!in.atEnd()) {
        return BatchFormat.malformed("Bytes follow after its last entry");
      }
      return new BatchOutcome.Read(new Batch(readings, reports, rejections), spoiled);
    } catch (Cursor.BrokenException e) {
      return BatchFormat.malformed(e.why());
    }
  }

  private void dictionaries() {
    Set<String> seen = new HashSet<>();
    for (int n = in.count(BatchFormat.MOST_READINGS, 2, "devices"); n > 0; n--) {
      String text = in.text();
      distinct(seen, text);
      devices.add(text == null ? null : DeviceRef.parse(text).orElse(null));
    }
    seen.clear();
    for (int n = in.count(MOST_NAMES, 1, "names"); n > 0; n--) {
      String text = in.text();
      distinct(seen, text);
      boolean usable =
          text != null
              && !text.isEmpty()
              && text.length() <= LONGEST_NAME
              && text.indexOf('\0') < 0;
      names.add(usable ? text : null);
    }
  }

  private static void distinct(Set<String> seen, @Nullable String text) {
    if (text != null && !seen.add(text)) {
      throw new Cursor.BrokenException("It lists a name twice");
    }
  }

  private void reading(List<Reading> into) {
    fault = null;
    DeviceRef device = device();
    int flags = flags(BatchWriter.SEQ | BatchWriter.CLAIMED);
    Instant observedAt = time(true);
    Instant receivedAt = time(false);
    Long seq = (flags & BatchWriter.SEQ) == 0 ? null : Long.valueOf(in.signed());
    Instant claimedAt = (flags & BatchWriter.CLAIMED) == 0 ? null : time(false);
    SortedMap<String, Value> fields = new TreeMap<>();
    for (int n = counted(2); n > 0; n--) {
      String name = name();
      Value value = value();
      if (name != null && value != null && fields.put(name, value) != null) {
        fault("It carries a field twice");
      }
    }
    SortedMap<String, Value.Tree> extra = new TreeMap<>();
    for (int n = counted(2); n > 0; n--) {
      String name = name();
      Value.Tree tree = tree(in.text());
      if (name != null && tree != null && extra.put(name, tree) != null) {
        fault("It carries a field twice");
      }
    }
    if (sound(device, "reading") && device != null) {
      into.add(new Reading(device, observedAt, receivedAt, seq, claimedAt, fields, extra));
    }
  }

  private void report(List<PropertyReport> into) {
    fault = null;
    DeviceRef device = device();
    Instant observedAt = time(true);
    String name = name();
    Value value = value();
    if (sound(device, "property report") && device != null && name != null && value != null) {
      into.add(new PropertyReport(device, name, observedAt, value));
    }
  }

  private void rejection(List<Rejection> into) {
    fault = null;
    int flags =
        flags(
            BatchWriter.APP
                | BatchWriter.DEVICE
                | BatchWriter.FIELD
                | BatchWriter.TOPIC
                | BatchWriter.CLIENT);
    Instant at = time(true);
    String code = sentence();
    String sentence = sentence();
    String app = optional(flags, BatchWriter.APP);
    String device = optional(flags, BatchWriter.DEVICE);
    String field = optional(flags, BatchWriter.FIELD);
    String topic = optional(flags, BatchWriter.TOPIC);
    String client = optional(flags, BatchWriter.CLIENT);
    long size = in.varint();
    byte[] payload = in.block();
    if (app != null && !AppId.isValid(app) || device != null && !DeviceId.isValid(device)) {
      fault("It names an app or a device that can't be one");
    }
    if (size < payload.length || size > Integer.MAX_VALUE) {
      fault("It names a payload of an impossible size");
    }
    if (sound(null, "rejection")) {
      RejectionCode known = RejectionCode.ofCode(code).orElse(null);
      into.add(
          new Rejection(
              app == null ? null : new AppId(app),
              device == null ? null : new DeviceId(device),
              at,
              known == null ? RejectionCode.STEP_FAILED : known,
              field,
              known == null ? code + ": " + sentence : sentence,
              topic,
              client,
              payload,
              (int) size));
    }
  }

  private boolean sound(@Nullable DeviceRef device, String what) {
    String why = fault;
    if (why != null) {
      spoiled.add(
          new BatchOutcome.Spoiled(
              device,
              "A %s in a batch can't be kept. %s; report this, as the gateway should not have sent"
                      .formatted(what, why)
                  + " it."));
    }
    return why == null;
  }

  private void fault(String why) {
    if (fault == null) {
      fault = why;
    }
  }

  private @Nullable DeviceRef device() {
    DeviceRef device = devices.get(index(devices.size()));
    if (device == null) {
      fault("Its device has no possible name");
    }
    return device;
  }

  private @Nullable String name() {
    String name = names.get(index(names.size()));
    if (name == null) {
      fault("A field has no possible name");
    }
    return name;
  }

  private int index(int size) {
    long index = in.varint();
    if (index < 0 || index >= size) {
      throw new Cursor.BrokenException("It refers to a name that it does not list");
    }
    return (int) index;
  }

  private int flags(int known) {
    int flags = in.octet();
    if ((flags & ~known) != 0) {
      throw new Cursor.BrokenException("An entry has flags that this version does not know");
    }
    return flags;
  }

  private int counted(int least) {
    int count = in.count(BatchFormat.MOST_VALUES, least, "values");
    values += count;
    if (values > BatchFormat.MOST_VALUES) {
      throw new Cursor.BrokenException("It holds more than " + BatchFormat.MOST_VALUES + " values");
    }
    return count;
  }

  private Instant time(boolean newBase) {
    long second = base + in.signed();
    long micros = in.varint();
    if (newBase) {
      base = second;
    }
    if (second < FIRST_SECOND || second > LAST_SECOND || micros < 0 || micros > 999_999) {
      fault("It has a time outside of the years 1 to 9999");
      return Instant.EPOCH;
    }
    return Instant.ofEpochSecond(second, micros * 1000);
  }

  private @Nullable Value value() {
    int kind = in.octet();
    try {
      return switch (kind) {
        case BatchWriter.NUM -> new Value.Num(in.decimal());
        case BatchWriter.WHOLE -> new Value.Whole(in.signed());
        case BatchWriter.FALSE -> new Value.Flag(false);
        case BatchWriter.TRUE -> new Value.Flag(true);
        case BatchWriter.TEXT -> {
          String text = in.text();
          if (text == null) {
            fault("A text is not UTF-8");
          }
          yield text == null ? null : new Value.Text(text);
        }
        case BatchWriter.MOMENT -> new Value.Moment(time(false));
        case BatchWriter.FLAT_GEO -> new Value.Geo(in.decimal(), in.decimal(), null);
        case BatchWriter.GEO -> new Value.Geo(in.decimal(), in.decimal(), in.decimal());
        case BatchWriter.VEC -> new Value.Vec(in.decimal(), in.decimal(), in.decimal());
        case BatchWriter.TREE -> tree(in.text());
        default -> throw new Cursor.BrokenException("It has a value of a kind that is not known");
      };
    } catch (IllegalArgumentException e) {
      fault("A value can't be: " + e.getMessage());
      return null;
    }
  }

  private Value.@Nullable Tree tree(@Nullable String json) {
    try {
      if (json != null) {
        return CanonicalJson.parse(json);
      }
      fault("A text is not UTF-8");
    } catch (IllegalArgumentException e) {
      fault("A structured value is not JSON");
    }
    return null;
  }

  private String sentence() {
    String text = in.text();
    if (text == null) {
      fault("A text is not UTF-8");
      return "";
    }
    int end = Math.min(text.length(), LONGEST_SENTENCE);
    boolean halved = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, halved ? end - 1 : end).replace('\0', '\uFFFD');
  }

  private @Nullable String optional(int flags, int flag) {
    return (flags & flag) == 0 ? null : sentence();
  }
}
