package org.aisle.gateway.broker;

import com.hivemq.embedded.EmbeddedHiveMQ;
import java.lang.reflect.Method;

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
}
