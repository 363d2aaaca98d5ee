package org.aisle.ui.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Looks into the measured server's table, and writes its rows once more by COPY alone. */
final class BenchStore {

  private static final String TABLE = "app_bench.cooler";
  private static final int BATCH = 5_000;
  private static final int MOST_ROWS = 500_000;

  private final Connection connection;

  BenchStore(Connection connection) {
    this.connection = connection;
  }

  /** How many rows the table has. */
  long rows() throws SQLException {
    return number("SELECT count(*) FROM " + TABLE);
  }

  /** The table's size on disk with its indexes, in bytes. */
  long bytes() throws SQLException {
    return number(
        """
        SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('%s')
        """
            .formatted(TABLE));
  }

  /** How many devices wait to be evaluated. */
  long due() throws SQLException {
    return number("SELECT count(*) FROM aisle.latest WHERE due_from IS NOT NULL");
  }

  /** How many alerts the bench's rule has raised of a device. */
  long alerts(String device) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT count(*) FROM aisle.alert WHERE app = ? AND rule = 'bench' AND device = ?")) {
      statement.setString(1, BenchServer.APP);
      statement.setString(2, device);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Rows per second of an idempotent COPY of the table's rows, each batch durable. */
  double copyPerSecond() throws SQLException, IOException {
    run("SET synchronize_seqscans = off");
    run("DROP TABLE IF EXISTS public.bench_copy");
    run("CREATE TABLE public.bench_copy (LIKE " + TABLE + " INCLUDING ALL)");
    run("CREATE TEMP TABLE bench_batch (LIKE " + TABLE + ")");
    CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
    List<byte[]> batches = new ArrayList<>();
    long rows = Math.min(rows(), MOST_ROWS);
    for (long from = 0; from < rows; from += BATCH) {
      ByteArrayOutputStream batch = new ByteArrayOutputStream();
      copy.copyOut(
          "COPY (SELECT * FROM (SELECT * FROM %s LIMIT %d OFFSET %d) r ORDER BY device, observed_at) TO STDOUT (FORMAT binary)"
              .formatted(TABLE, BATCH, from),
          batch);
      batches.add(batch.toByteArray());
    }
    connection.setAutoCommit(false);
    long begin = System.nanoTime();
    for (byte[] batch : batches) {
      copy.copyIn("COPY bench_batch FROM STDIN (FORMAT binary)", new ByteArrayInputStream(batch));
      run("INSERT INTO public.bench_copy SELECT * FROM bench_batch ON CONFLICT DO NOTHING");
      run("TRUNCATE bench_batch");
      connection.commit();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    connection.setAutoCommit(true);
    run("DROP TABLE public.bench_copy");
    return rows / (took.toNanos() / 1e9);
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
