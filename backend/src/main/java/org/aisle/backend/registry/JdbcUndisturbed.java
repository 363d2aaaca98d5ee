package org.aisle.backend.registry;

import java.util.Objects;
import java.util.function.Supplier;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Takes the locks that changes take, before anything is read. */
@Component
class JdbcUndisturbed implements Undisturbed {

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;

  JdbcUndisturbed(JdbcClient jdbc, TransactionOperations transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  @Override
  public <T> T device(DeviceRef device, Supplier<T> work) {
    return locked(
        "select 1 from aisle.device where app = ? and id = ? for update",
        work,
        device.app().value(),
        device.device().value());
  }

  @Override
  public <T> T asset(AppId app, String asset, Supplier<T> work) {
    return locked(
        "select 1 from aisle.asset where app = ? and id = ? for update", work, app.value(), asset);
  }

  @Override
  public <T> T app(AppId app, Supplier<T> work) {
    return locked("select 1 from aisle.app where id = ? for update", work, app.value());
  }

  private <T> T locked(String sql, Supplier<T> work, Object... key) {
    T done =
        transactions.execute(
            status -> {
              jdbc.sql(sql).params(key).query(Integer.class).list();
              return work.get();
            });
    return Objects.requireNonNull(done);
  }
}
