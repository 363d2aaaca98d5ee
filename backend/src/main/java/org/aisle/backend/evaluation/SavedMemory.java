package org.aisle.backend.evaluation;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.aisle.backend.evaluation.Unpacker.GarbledException;
import org.aisle.templates.condition.Vocabulary.Name;
import org.aisle.templates.condition.Vocabulary.Source;
import org.jspecify.annotations.Nullable;

/**
 * The saved form of a memory: a version, when it was left, the newest values by name, then the
 * state of each derived field by path and definition and of each rule by id and revision, each with
 * its length so that what is no longer known can be passed over; last a checksum.
 */
final class SavedMemory {

  private static final int VERSION = 1;
  private static final int MOST = 10_000;

  private SavedMemory() {}

  static byte[] save(DeviceMemory memory) {
    Packer to = new Packer();
    LiveFrame frame = memory.frame;
    to.octet(VERSION).flag(frame.now() != Micros.NEVER);
    if (frame.now() != Micros.NEVER) {
      to.whole(frame.now()).flag(frame.previous() != Micros.NEVER);
      if (frame.previous() != Micros.NEVER) {
        to.whole(frame.now() - frame.previous());
      }
    }
    for (Name name : frame.layout().names()) {
      if (name.source() instanceof Source.OfField && frame.at(name.slot()) != Micros.NEVER) {
        to.text(name.name()).whole(frame.now() - frame.at(name.slot()));
        String text = frame.lastText(name.slot());
        to.text(text);
        if (text == null) {
          to.number(frame.lastNumber(name.slot()));
        }
      }
    }
    to.text(null);
    to.whole(memory.derived.length);
    for (DerivedRun run : memory.derived) {
      Packer state = new Packer();
      run.save(state);
      to.text(run.program.field().path()).bits(run.program.definition());
      to.block(state.bytes());
    }
    to.whole(memory.rules.length);
    for (RuleRun run : memory.rules) {
      Packer state = new Packer();
      run.save(state);
      to.text(run.program.rule().id()).whole(run.program.active().revision());
      to.bits(run.program.definitions()).block(state.bytes());
    }
    byte[] body = to.bytes();
    return to.whole(checksum(body, body.length)).bytes();
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }

  static DeviceMemory restore(byte[] saved, Supplier<DeviceMemory> fresh) {
    DeviceMemory memory = fresh.get();
    try {
      return restored(saved, memory) ? memory : fresh.get();
    } catch (GarbledException e) {
      return fresh.get();
    }
  }

  private static boolean restored(byte[] saved, DeviceMemory memory) {
    Unpacker from = new Unpacker(saved);
    if (from.octet() != VERSION) {
      return false;
    }
    LiveFrame frame = memory.frame;
    long now = from.flag() ? from.whole() : Micros.NEVER;
    long previous = now != Micros.NEVER && from.flag() ? now - from.whole() : Micros.NEVER;
    for (@Nullable String name = from.text(); name != null; name = from.text()) {
      long at = now - from.whole();
      String text = from.text();
      double number = text == null ? from.number() : Double.NaN;
      frame
          .layout()
          .find(name)
          .filter(n -> n.source() instanceof Source.OfField)
          .ifPresent(n -> frame.set(n.slot(), number, text, at));
    }
    frame.resume(previous, now);
    Map<String, DerivedRun> derived = new HashMap<>();
    for (DerivedRun run : memory.derived) {
      derived.put(run.program.field().path() + ' ' + run.program.definition(), run);
    }
    for (int i = from.count(MOST); i > 0; i--) {
      String path = from.present();
      long definition = from.bits();
      byte[] state = from.block();
      DerivedRun run = derived.get(path + ' ' + definition);
      if (run != null) {
        run.restore(new Unpacker(state));
      }
    }
    Map<String, RuleRun> rules = new HashMap<>();
    for (RuleRun run : memory.rules) {
      rules.put(key(run.program), run);
    }
    for (int i = from.count(MOST); i > 0; i--) {
      String id = from.present();
      long revision = from.whole();
      long definitions = from.bits();
      byte[] state = from.block();
      RuleRun run = rules.get(id + ' ' + revision + ' ' + definitions);
      if (run != null) {
        run.restore(new Unpacker(state));
      }
    }
    int body = from.position();
    return from.whole() == checksum(saved, body);
  }

  private static String key(RuleProgram program) {
    return program.rule().id() + ' ' + program.active().revision() + ' ' + program.definitions();
  }
}
