package org.aisle.templates.definition;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.aisle.templates.unit.Unit;
import org.jspecify.annotations.Nullable;

/**
 * One telemetry value or property, with components and objects flattened away.
 *
 * @param path its name on every surface: capability names joined by dots ({@code door.open})
 * @param displayName for people, in the template's first language
 * @param unit the canonical unit that is stored, or null for values without one
 * @param semanticType the DTDL semantic type ({@code Temperature}), or null
 * @param event whether losing one matters (DTDL co-type Event)
 * @param minimum the least physically possible value in {@code unit}, or null
 * @param maximum the greatest physically possible value in {@code unit}, or null
 */
public record Field(
    String path,
    String displayName,
    @Nullable String description,
    FieldType type,
    @Nullable Unit unit,
    @Nullable String semanticType,
    boolean event,
    @Nullable Double minimum,
    @Nullable Double maximum) {

  private static final Pattern WORD = Pattern.compile("([a-z0-9])([A-Z])");
  private static final Pattern ACRONYM = Pattern.compile("([A-Z]+)([A-Z][a-z])");

  /** One typed column of the template's table. */
  public record Column(String name, SqlType type) {}

  /** The PostgreSQL types that columns have. */
  public enum SqlType {
    DOUBLE("double precision"),
    INTEGER("integer"),
    BIGINT("bigint"),
    BOOLEAN("boolean"),
    TEXT("text"),
    TIMESTAMP("timestamptz"),
    JSONB("jsonb");

    private final String sql;

    SqlType(String sql) {
      this.sql = sql;
    }

    public String sql() {
      return sql;
    }
  }

  /**
   * The field's columns: one as a rule, three for a geopoint ({@code _lat _lon _alt}) or vector.
   */
  public List<Column> columns() {
    String base = columnName(path);
    return switch (type) {
      case FieldType.Decimal d -> List.of(new Column(base, SqlType.DOUBLE));
      case FieldType.Whole w ->
          List.of(new Column(base, w.bits() <= 32 ? SqlType.INTEGER : SqlType.BIGINT));
      case FieldType.Bool b -> List.of(new Column(base, SqlType.BOOLEAN));
      case FieldType.Text t -> List.of(new Column(base, SqlType.TEXT));
      case FieldType.Choice c -> List.of(new Column(base, SqlType.TEXT));
      case FieldType.Moment m -> List.of(new Column(base, SqlType.TIMESTAMP));
      case FieldType.Tree t -> List.of(new Column(base, SqlType.JSONB));
      case FieldType.GeoPoint g -> doubles(base, "_lat", "_lon", "_alt");
      case FieldType.Vector v -> doubles(base, "_x", "_y", "_z");
    };
  }

  /** Whether it can be averaged, charted and compared with limits. */
  public boolean numeric() {
    return type instanceof FieldType.Decimal || type instanceof FieldType.Whole;
  }

  private static List<Column> doubles(String base, String... suffixes) {
    return java.util.Arrays.stream(suffixes)
        .map(suffix -> new Column(base + suffix, SqlType.DOUBLE))
        .toList();
  }

  /**
   * The snake_case column of a path, at most 58 bytes so that suffixes fit PostgreSQL's 63: {@code
   * door.openTime} becomes {@code door_open_time}. Longer ones end in a hash of the whole path.
   */
  public static String columnName(String path) {
    String flat = path.replace('.', '_');
    String parted = WORD.matcher(flat).replaceAll("$1_$2");
    String snake = ACRONYM.matcher(parted).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
    if (snake.length() <= 58) {
      return snake;
    }
    return snake.substring(0, 49) + "_" + "%08x".formatted(path.hashCode());
  }
}
