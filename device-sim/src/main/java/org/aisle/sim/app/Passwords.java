package org.aisle.sim.app;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads passwords of devices from files; none of them is ever printed. */
final class Passwords {

  private static final long LARGEST = 16L * 1024 * 1024;

  /** A file of passwords can't be used; the message is the sentence for the user. */
  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableException(String sentence) {
      super(sentence);
    }
  }

  private Passwords() {}

  /** The first line of a file. */
  static String single(Path file) throws UnusableException {
    String password = text(file).lines().findFirst().orElse("").strip();
    if (password.isEmpty()) {
      throw new UnusableException("The password file " + file + " is empty.");
    }
    return password;
  }

  /**
   * Passwords by device id: CSV lines {@code device,password}, a JSON object of the same, or a JSON
   * array of what the REST API returned when the devices were made.
   */
  static Map<String, String> all(Path file) throws UnusableException {
    String text = text(file);
    Map<String, String> passwords = new HashMap<>();
    String start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      json(file, text, passwords);
    } else {
      csv(file, text, passwords);
    }
    if (passwords.isEmpty()) {
      throw new UnusableException("There are no passwords in " + file + ".");
    }
    return passwords;
  }

  private static String text(Path file) throws UnusableException {
    try {
      if (Files.size(file) > LARGEST) {
        throw new UnusableException("The file " + file + " is too large for passwords.");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UnusableException("The file " + file + " can't be read.");
    }
  }

  private static void csv(Path file, String text, Map<String, String> into)
      throws UnusableException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setTrim(true).setIgnoreEmptyLines(true).get();
    try (CSVParser parser =
        CSVParser.builder().setReader(new StringReader(text)).setFormat(format).get()) {
      for (CSVRecord line : parser) {
        if (line.size() != 2) {
          throw new UnusableException(
              "Line %d of %s is not device,password.".formatted(line.getRecordNumber(), file));
        }
        if (!(line.getRecordNumber() == 1 && line.get(0).equals("device"))) {
          into.put(id(line.get(0)), line.get(1));
        }
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new UnusableException("The file " + file + " is not CSV.");
    }
  }

  private static void json(Path file, String text, Map<String, String> into)
      throws UnusableException {
    try {
      JsonNode root = JsonMapper.builder().build().readTree(text);
      if (root.isArray()) {
        for (JsonNode one : root) {
          JsonNode credentials = one.has("credentials") ? one.path("credentials") : one;
          String device =
              credentials.has("username")
                  ? credentials.path("username").asString("")
                  : one.path(one.has("device") ? "device" : "id").asString("");
          put(file, device, credentials.path("password"), into);
        }
      } else {
        for (Map.Entry<String, JsonNode> one : root.properties()) {
          put(file, one.getKey(), one.getValue(), into);
        }
      }
    } catch (JacksonException e) {
      throw new UnusableException("The file " + file + " is not JSON.");
    }
  }

  private static void put(Path file, String device, JsonNode password, Map<String, String> into)
      throws UnusableException {
    if (device.isEmpty() || !password.isString()) {
      throw new UnusableException("An entry of %s has no device or no password.".formatted(file));
    }
    into.put(id(device), password.stringValue());
  }

  /** A device's id; {@code device@app} is understood too. */
  private static String id(String device) {
    int at = device.lastIndexOf('@');
    return at > 0 ? device.substring(0, at) : device;
  }
}
