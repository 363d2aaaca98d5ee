package org.aisle.templates.decode;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.aisle.templates.decode.PayloadDecoder.Decoded;
import org.aisle.templates.decode.PayloadDecoder.Decoded.Samples;
import org.aisle.templates.outcome.RejectionCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a RuuviTag broadcasts as manufacturer data of company 0x0499; the formats are Ruuvi's, see
 * docs.ruuvi.com/communication/bluetooth-advertisements. Big-endian. What the tag marks as not
 * available is absent.
 *
 * @param mac the tag's address where the format carries it ({@code F4:1F:0C:28:CB:D6})
 */
record RuuviFrame(ObjectNode fields, @Nullable String mac) {

  static final int FORMAT_3 = 3;
  static final int FORMAT_5 = 5;

  private static final int FORMAT_3_LENGTH = 14;
  private static final int FORMAT_5_LENGTH = 24;
  private static final byte COMPANY_LOW = (byte) 0x99;
  private static final byte COMPANY_HIGH = 0x04;
  private static final HexFormat ADDRESS = HexFormat.ofDelimiter(":").withUpperCase();

  /** Decodes a payload that is one frame: raw or as hexadecimal text, company id optional. */
  static Decoded decode(byte[] payload, int format) {
    byte[] frame = payload;
    if (!startsLike(payload, format) && HexText.looksLikeHex(payload)) {
      frame = HexText.bytes(payload);
    }
    return new Samples(
        List.of(
            SampleParts.sample(
                null, OptionalLong.empty(), read(withoutCompany(frame), format).fields, null)));
  }

  private static boolean startsLike(byte[] payload, int format) {
    return payload[0] == format || payload[0] == COMPANY_LOW;
  }

  private static byte[] withoutCompany(byte[] bytes) {
    if (bytes.length > 0 && bytes[0] == COMPANY_LOW) {
      requireLength(bytes, 2);
      if (bytes[1] == COMPANY_HIGH) {
        return Arrays.copyOfRange(bytes, 2, bytes.length);
      }
    }
    return bytes;
  }

  /** Reads a frame of whatever format its first byte says. */
  static RuuviFrame read(byte[] frame) {
    requireLength(frame, 1);
    return read(frame, frame[0] == FORMAT_3 ? FORMAT_3 : FORMAT_5);
  }

  private static RuuviFrame read(byte[] frame, int format) {
    requireLength(frame, 1);
    if (frame[0] != format) {
      throw new Refused(
          RejectionCode.PAYLOAD_WRONG_SHAPE,
          "The frame begins with 0x%02X, Ruuvi's data format %d begins with 0x%02X; check the content type and the tag's firmware."
              .formatted(frame[0] & 0xFF, format, format));
    }
    int length = format == FORMAT_3 ? FORMAT_3_LENGTH : FORMAT_5_LENGTH;
    requireLength(frame, length);
    if (frame.length > length) {
      throw new Refused(
          RejectionCode.PAYLOAD_MALFORMED,
          "The frame has %d bytes, Ruuvi's data format %d has %d; send one frame per message."
              .formatted(frame.length, format, length));
    }
    return format == FORMAT_3 ? format3(frame) : format5(frame);
  }

  private static void requireLength(byte[] frame, int length) {
    if (frame.length < length) {
      throw new Refused(
          RejectionCode.PAYLOAD_TRUNCATED,
          "The frame ends after %d of %d bytes; check what cuts it on the way."
              .formatted(frame.length, length));
    }
  }

  private static RuuviFrame format5(byte[] b) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    int temperature = signed(b, 1);
    if (temperature != Short.MIN_VALUE) {
      fields.put("temperature", temperature / 200.0);
    }
    int humidity = unsigned(b, 3);
    if (humidity != 0xFFFF) {
      fields.put("humidity", humidity / 400.0);
    }
    int pressure = unsigned(b, 5);
    if (pressure != 0xFFFF) {
      fields.put("pressure", pressure + 50_000);
    }
    acceleration(b, 7, fields);
    int power = unsigned(b, 13);
    if (power >>> 5 != 0x7FF) {
      fields.put("batteryVoltage", ((power >>> 5) + 1600) / 1000.0);
    }
    if ((power & 0x1F) != 0x1F) {
      fields.put("txPower", (power & 0x1F) * 2 - 40);
    }
    if ((b[15] & 0xFF) != 0xFF) {
      fields.put("movementCounter", b[15] & 0xFF);
    }
    int sequence = unsigned(b, 16);
    if (sequence != 0xFFFF) {
      fields.put("measurementSequence", sequence);
    }
    String mac = ADDRESS.formatHex(b, 18, 24);
    return new RuuviFrame(fields, mac.equals("FF:FF:FF:FF:FF:FF") ? null : mac);
  }

  private static RuuviFrame format3(byte[] b) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    int hundredths = (b[2] & 0x7F) * 100 + (b[3] & 0xFF);
    fields.put("temperature", (b[2] < 0 ? -hundredths : hundredths) / 100.0);
    fields.put("humidity", (b[1] & 0xFF) / 2.0);
    fields.put("pressure", unsigned(b, 4) + 50_000);
    acceleration(b, 6, fields);
    fields.put("batteryVoltage", unsigned(b, 12) / 1000.0);
    return new RuuviFrame(fields, null);
  }

  private static void acceleration(byte[] b, int at, ObjectNode fields) {
    int x = signed(b, at);
    int y = signed(b, at + 2);
    int z = signed(b, at + 4);
    if (x != Short.MIN_VALUE && y != Short.MIN_VALUE && z != Short.MIN_VALUE) {
      fields
          .putObject("acceleration")
          .put("x", x / 1000.0)
          .put("y", y / 1000.0)
          .put("z", z / 1000.0);
    }
  }

  private static int unsigned(byte[] b, int at) {
    return (b[at] & 0xFF) << 8 | b[at + 1] & 0xFF;
  }

  private static int signed(byte[] b, int at) {
    return (short) unsigned(b, at);
  }
}
