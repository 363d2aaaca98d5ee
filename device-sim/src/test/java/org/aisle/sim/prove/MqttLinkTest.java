package org.aisle.sim.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.aisle.sim.publish.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MqttLinkTest {

  @TempDir private Path folder;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final MqttLink.Listener listener =
      new MqttLink.Listener() {
        @Override
        public void acknowledged(MqttLink link, int packet, int code) {
          heard.add(packet + " " + code);
        }

        @Override
        public void ended(MqttLink link) {
          heard.add("ended");
        }
      };

  @Test
  void both_versions_publish_and_hear_their_acknowledgements() throws Exception {
    try (TestBroker broker = new TestBroker(folder)) {
      int port = broker.address().port();
      for (boolean v5 : new boolean[] {false, true}) {
        MqttLink.Client client =
            new MqttLink.Client("c-" + v5, "a@b", TestBroker.PASSWORD, v5, true);
        try (MqttLink link = MqttLink.open(port, client, listener)) {
          link.publish(513, false, "telemetry", new byte[20_000]);
          assertThat(heard.poll(20, TimeUnit.SECONDS)).isIn("513 0", "513 16");
          link.publish(513, true, "telemetry", "again".getBytes());
          assertThat(heard.poll(20, TimeUnit.SECONDS)).isIn("513 0", "513 16");
          if (v5) {
            link.publish(7, false, "telemetry", "refuse this".getBytes());
            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("7 153");
          }
        }
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("ended");
      }
      assertThat(broker.arrived()).filteredOn(arrived -> arrived.text().equals("again")).hasSize(2);
    }
  }

  @Test
  void a_refused_client_is_told() throws Exception {
    try (TestBroker broker = new TestBroker(folder)) {
      assertThatThrownBy(
              () ->
                  MqttLink.open(
                      broker.address().port(),
                      new MqttLink.Client("c", "a@b", "wrong", true, false),
                      listener))
          .isInstanceOf(IOException.class);
    }
  }
}
