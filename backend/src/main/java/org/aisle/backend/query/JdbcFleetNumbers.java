package org.aisle.backend.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.aisle.backend.timeseries.TableName;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.definition.Field;
import org.aisle.templates.definition.FieldType;
import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.directory.KnownDevice;
import org.aisle.templates.identity.DeviceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

@Component
class JdbcFleetNumbers implements FleetNumbers {

  private static final String SAMPLES =
      """
      SELECT g.grp, t.device, t.observed_at AS at, %s AS bucket, %s AS state, %s AS v
      FROM unnest(:members%5$d::text[], :groups%5$d::int4[]) AS g(member, grp)
        JOIN %4$s t ON t.device = g.member
      WHERE t.observed_at >= :start AND t.observed_at < :finish
      """;

  private static final String CELLS =
      """
      SELECT grp, bucket, state, %s, count(*) FROM (SELECT * FROM (%s) s WHERE v IS NOT NULL) w
      GROUP BY grp, bucket, state ORDER BY grp, bucket, state LIMIT :most
      """;

  /**
   * The day of it does not matter as long as every piece of time divides a day or is whole days.
   */
  private static final String BUCKET =
      """
      date_bin(:every * interval '1 microsecond', t.observed_at AT TIME ZONE :zone,
        timestamp '2001-01-01')""";

  private static final String WITHIN =
      "CASE WHEN (%1$s) BETWEEN :min AND :max THEN 100.0::float8 WHEN (%1$s) IS NOT NULL THEN 0 END";

  private final NamedParameterJdbcTemplate jdbc;
  private final DeviceDirectory directory;

  JdbcFleetNumbers(DataSource database, DeviceDirectory directory) {
    this.jdbc = new NamedParameterJdbcTemplate(database);
    this.directory = directory;
  }

  /** The devices of one table with the number of their group. */
  private record Members(
      Measure measure, @Nullable String state, List<String> devices, List<Integer> groups) {}

  @Override
  public List<Cell> cells(Question question) {
    List<String> names = List.copyOf(new TreeSet<>(question.groups().keySet()));
    Map<TableName, Members> tables = tables(question, names);
    if (tables.isEmpty()) {
      return List.of();
    }
    MapSqlParameterSource parameters = parameters(question);
    List<String> samples = new ArrayList<>();
    tables.forEach(
        (table, members) -> {
          int number = samples.size();
          parameters
              .addValue("members" + number, members.devices().toArray(new String[0]))
              .addValue("groups" + number, members.groups().toArray(new Integer[0]));
          String measure = members.measure().sql();
          samples.add(
              SAMPLES.formatted(
                  question.every() == null ? "NULL::timestamp" : BUCKET,
                  members.state() == null ? "NULL::text" : members.state(),
                  question.within() == null ? measure : WITHIN.formatted(measure),
                  table.sql(),
                  number));
        });
    String sql =
        CELLS.formatted(
            GroupLines.function(question.aggregate()), String.join(" UNION ALL ", samples));
    return jdbc.query(sql, parameters, (row, number) -> cell(row, names));
  }

  private Map<TableName, Members> tables(Question question, List<String> names) {
    Map<TableName, Members> tables = new TreeMap<>();
    for (int group = 0; group < names.size(); group++) {
      for (DeviceRef device : Objects.requireNonNull(question.groups().get(names.get(group)))) {
        DeviceTemplate template = directory.device(device).map(KnownDevice::template).orElse(null);
        List<Measure> measures =
            template == null ? List.of() : Measure.of(template, question.field());
        if (template != null && device.app().equals(question.app()) && measures.size() == 1) {
          Measure measure = measures.getFirst();
          Members members =
              tables.computeIfAbsent(
                  measure.table(question.app(), template),
                  table ->
                      new Members(
                          measure,
                          state(template, measure, question.by()),
                          new ArrayList<>(),
                          new ArrayList<>()));
          members.devices().add(device.device().value());
          members.groups().add(group);
        }
      }
    }
    return tables;
  }

  /** The column of a state in the same table; null where there is none. */
  private static @Nullable String state(
      DeviceTemplate template, Measure measure, @Nullable String path) {
    Field field = path == null ? null : template.field(path).orElse(null);
    if (field == null
        || !(field.type() instanceof FieldType.Bool || field.type() instanceof FieldType.Choice)
        || template.derived(field.path()).isPresent() != measure.derived()) {
      return null;
    }
    return "t." + TableName.quoted(field.columns().getFirst().name()) + "::text";
  }

  private static MapSqlParameterSource parameters(Question question) {
    Limits within = question.within();
    Duration every = question.every();
    return new MapSqlParameterSource()
        .addValue("start", question.range().from().atOffset(ZoneOffset.UTC))
        .addValue("finish", question.range().to().atOffset(ZoneOffset.UTC))
        .addValue("every", every == null ? 0 : every.toNanos() / 1_000)
        .addValue("zone", question.zone().getId())
        .addValue(
            "min", within == null || within.min() == null ? Double.NEGATIVE_INFINITY : within.min())
        .addValue(
            "max", within == null || within.max() == null ? Double.POSITIVE_INFINITY : within.max())
        .addValue("most", MOST_CELLS);
  }

  private static Cell cell(ResultSet row, List<String> names) throws SQLException {
    return new Cell(
        names.get(row.getInt(1)),
        row.getObject(2, LocalDateTime.class),
        row.getString(3),
        row.getDouble(4),
        row.getLong(5));
  }
}
