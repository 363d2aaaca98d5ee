package org.aisle.backend.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.aisle.templates.directory.DirectoryUnavailableException;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceId;
import org.aisle.templates.identity.DeviceRef;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class DirectoryOutageTest {

  private static final String MUG =
      """
      {"@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:OutageMug;1", "@type": "Interface",
       "displayName": "Mug", "contents": [
        {"@type": "Telemetry", "name": "temperature", "schema": "double"}]}
      """;

  private final Devices devices = RegistryServer.get(Devices.class);
  private final List<Object> told = new ArrayList<>();

  @Test
  void a_directory_started_before_an_outage_answers_about_every_device_during_it() {
    Registered mug = register("outage-one");
    DeviceRef ref = mug.device().ref();
    AtomicBoolean broken = new AtomicBoolean();
    CachedDeviceDirectory directory = directory(broken);
    directory.afterSingletonsInstantiated();

    broken.set(true);

    assertThat(directory.device(ref)).isPresent();
    assertThat(directory.authenticate(ref, bytes(mug.password()))).isTrue();
    assertThat(directory.authenticate(ref, bytes("wrong"))).isFalse();
    assertThat(directory.mayActFor(ref, ref)).isTrue();

    directory.on(new RegistryChanged(ref.app(), ref.device()));
    directory.onCompletion(new RegistryChanged(ref.app(), ref.device()));
    assertThat(directory.device(ref)).as("after a change that could not be read").isPresent();
    assertThatThrownBy(() -> directory.device(stranger(ref)))
        .isInstanceOf(DirectoryUnavailableException.class);
    assertThat(told).isEmpty();
  }

  @Test
  void a_database_that_hangs_keeps_nobody_for_as_long_as_the_pool_waits() {
    Registered mug = register("outage-two");
    DeviceRef ref = mug.device().ref();
    CountDownLatch never = new CountDownLatch(1);
    CachedDeviceDirectory directory =
        on(
            JdbcClient.create(
                new DelegatingDataSource(RegistryServer.get(HikariDataSource.class)) {
                  @Override
                  public Connection getConnection() throws SQLException {
                    try {
                      never.await();
                    } catch (InterruptedException e) {
                      throw new SQLTransientConnectionException("Interrupted.", e);
                    }
                    return super.getConnection();
                  }
                }));
    assertThatThrownBy(() -> directory.device(ref))
        .isInstanceOf(DirectoryUnavailableException.class)
        .hasCauseInstanceOf(TimeoutException.class);
    assertThatThrownBy(() -> directory.device(ref))
        .as("does not even ask again at once")
        .isInstanceOf(DirectoryUnavailableException.class)
        .hasNoCause();
  }

  @Test
  void whoever_loses_access_is_told_and_a_new_name_is_no_loss() {
    Registered mug = register("outage-three");
    DeviceRef ref = mug.device().ref();
    CachedDeviceDirectory directory = directory(new AtomicBoolean());
    directory.afterSingletonsInstantiated();

    devices.change(ref, new Devices.Change("Renamed", null, null, Map.of()));
    change(directory, ref);
    assertThat(told).isEmpty();

    devices.renewCredentials(ref);
    change(directory, ref);
    assertThat(told).containsExactly(new AccessWithdrawn(ref));

    devices.setEnabled(ref, false);
    change(directory, ref);
    assertThat(told).hasSize(2);

    devices.setEnabled(ref, true);
    change(directory, ref);
    assertThat(told).hasSize(2);

    devices.remove(ref);
    change(directory, ref);
    assertThat(told).hasSize(3);
    assertThat(directory.device(ref)).isEmpty();
  }

  private static void change(CachedDeviceDirectory directory, DeviceRef ref) {
    RegistryChanged change = new RegistryChanged(ref.app(), ref.device());
    directory.on(change);
    directory.onCompletion(change);
  }

  private CachedDeviceDirectory directory(AtomicBoolean broken) {
    return on(
        JdbcClient.create(
            new DelegatingDataSource(RegistryServer.get(HikariDataSource.class)) {
              @Override
              public Connection getConnection() throws SQLException {
                if (broken.get()) {
                  throw new SQLTransientConnectionException("The database is away.");
                }
                return super.getConnection();
              }
            }));
  }

  private CachedDeviceDirectory on(JdbcClient jdbc) {
    return new CachedDeviceDirectory(
        new DirectoryMemory(
            new DeviceRows(jdbc, new PropertyHistory(jdbc), told::add, InstantSource.system()),
            RegistryServer.get(ReadTemplates.class),
            told::add));
  }

  private Registered register(String app) {
    AppId id = done(RegistryServer.get(Apps.class).create(app, "App", null)).id();
    done(RegistryServer.get(DeviceTemplates.class).publish(id, MUG));
    return done(
        devices.register(
            id, new NewDevice("mug", null, "OutageMug", false, null, null, Map.of(), false)));
  }

  private static DeviceRef stranger(DeviceRef ref) {
    return new DeviceRef(ref.app(), new DeviceId("stranger"));
  }

  private static <T> T done(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).value();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
