package org.aisle.gateway.broker;

import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.mqtt.handler.publish.PublishFlowHandler;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;

/** What HiveMQ knows and has no public way to. */
final class Internals {

  private Internals() {}

  /**
   * Of a started broker.
   *
   * @throws BrokerUnavailableException when this version has no such thing
   */
  static <T> T of(EmbeddedHiveMQ hiveMq, Class<T> type) {
    try {
      Method method = hiveMq.getClass().getDeclaredMethod("getInjector");
      method.setAccessible(true);
      Object injector = method.invoke(hiveMq);
      return type.cast(
          Class.forName("com.google.inject.Injector")
              .getMethod("getInstance", Class.class)
              .invoke(injector, type));
    } catch (ReflectiveOperationException e) {
      throw new BrokerUnavailableException(
          "This version of HiveMQ does not let its %s be reached; use the one that the gateway was built with."
              .formatted(type.getSimpleName()),
          e);
    }
  }

  /**
   * The packets that a connection's handler believes to be unanswered, by their numbers; to be
   * touched by the connection's thread.
   *
   * @throws BrokerUnavailableException when this version has no such thing
   */
  static Map<Integer, ?> unanswered(PublishFlowHandler handler) {
    try {
      Field field = PublishFlowHandler.class.getDeclaredField("qos1AlreadySentMap");
      field.setAccessible(true);
      @SuppressWarnings("unchecked") // Its declared type
      Map<Integer, ?> unanswered = (Map<Integer, ?>) field.get(handler);
      return unanswered;
    } catch (ReflectiveOperationException e) {
      throw new BrokerUnavailableException(
          "This version of HiveMQ keeps unanswered messages elsewhere; use the one that the gateway was built with.",
          e);
    }
  }
}
