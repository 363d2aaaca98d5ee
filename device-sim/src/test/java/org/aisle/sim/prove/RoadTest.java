package org.aisle.sim.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoadTest {

  private ServerSocket echo;
  private Road road;

  @BeforeEach
  void open() throws IOException {
    echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              while (!echo.isClosed()) {
                try {
                  Socket socket = echo.accept();
                  Thread.ofVirtual()
                      .start(
                          () -> {
                            try (socket) {
                              socket.getInputStream().transferTo(socket.getOutputStream());
                            } catch (IOException e) {
                              // the road ended it
                            }
                          });
                } catch (IOException e) {
                  return;
                }
              }
            });
    road = new Road(echo.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    road.close();
    echo.close();
  }

  private Socket travel() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), road.port());
    socket.setSoTimeout(500);
    return socket;
  }

  private static int say(Socket socket) throws IOException {
    socket.getOutputStream().write(7);
    return socket.getInputStream().read();
  }

  @Test
  void an_open_road_carries_both_ways() throws IOException {
    try (Socket socket = travel()) {
      assertThat(say(socket)).isEqualTo(7);
    }
  }

  @Test
  void a_cut_ends_what_stands_and_what_comes_until_it_is_open() throws IOException {
    try (Socket before = travel()) {
      assertThat(say(before)).isEqualTo(7);
      road.become(Road.State.CUT);
      assertThat(ends(before)).isTrue();
      try (Socket during = travel()) {
        assertThat(ends(during)).isTrue();
      }
    }
    road.become(Road.State.OPEN);
    try (Socket after = travel()) {
      assertThat(say(after)).isEqualTo(7);
    }
  }

  private static boolean ends(Socket socket) {
    try {
      return say(socket) < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void a_half_open_connection_swallows_and_stays_so() throws IOException {
    try (Socket socket = travel()) {
      assertThat(say(socket)).isEqualTo(7);
      road.become(Road.State.HALF_OPEN);
      assertThatThrownBy(() -> say(socket)).isInstanceOf(SocketTimeoutException.class);
      road.become(Road.State.OPEN);
      assertThatThrownBy(() -> say(socket)).isInstanceOf(SocketTimeoutException.class);
    }
  }
}
