package org.aisle.sim.replay;

import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON objects and arrays of objects, one after the other, with or without white space between. One
 * object is in memory at a time.
 */
final class JsonRows implements Rows {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JsonParser parser;
  private final @Nullable BoundedReader bound;
  private final long firstLine;
  private long group;
  private boolean inArray;
  private boolean ended;

  /**
   * @param firstLine the number of the line with which {@code reader} begins
   * @param firstGroup the number of the first message
   */
  JsonRows(Reader reader, long firstLine, long firstGroup) {
    this.parser = JSON.createParser(reader);
    this.bound = reader instanceof BoundedReader b ? b : null;
    this.firstLine = firstLine;
    this.group = firstGroup - 1;
  }

  long lastGroup() {
    return group;
  }

  @Override
  public @Nullable Row next() throws IOException {
    if (ended) {
      return null;
    }
    long line = firstLine;
    try {
      JsonToken token = parser.nextToken();
      while (token == JsonToken.END_ARRAY && inArray
          || token == JsonToken.START_ARRAY && !inArray) {
        inArray = token == JsonToken.START_ARRAY;
        group += inArray ? 1 : 0;
        token = parser.nextToken();
      }
      if (token == null) {
        ended = true;
        return inArray ? new Row.Broken(line(), "The file ends inside an array.") : null;
      }
      line = line();
      if (token != JsonToken.START_OBJECT) {
        parser.skipChildren();
        return new Row.Broken(line, "This is no object with fields.");
      }
      group += inArray ? 0 : 1;
      JsonNode object = parser.readValueAsTree();
      if (bound != null) {
        bound.rowEnded();
      }
      return new Row.Fields(line, group, fields(object));
    } catch (JacksonException e) {
      ended = true;
      return new Row.Broken(
          line, "What follows here can't be read as JSON: " + e.getOriginalMessage());
    }
  }

  private long line() {
    return firstLine - 1 + parser.currentTokenLocation().getLineNr();
  }

  private static Map<String, JsonNode> fields(JsonNode object) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            entry -> {
              if (!entry.getValue().isNull()) {
                fields.put(entry.getKey(), entry.getValue());
              }
            });
    return fields;
  }

  @Override
  public void close() {
    parser.close();
  }
}
