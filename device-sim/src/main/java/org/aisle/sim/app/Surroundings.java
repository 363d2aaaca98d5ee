package org.aisle.sim.app;

import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a command takes from the process it runs in. */
record Surroundings(
    InstantSource clock,
    Function<String, @Nullable String> environment,
    BooleanSupplier terminal,
    Interruptions interruptions) {

  /** How a command learns that it is to end early. */
  interface Interruptions {
    /** Runs {@code stop} on Ctrl-C and then waits for {@link AutoCloseable#close} of the result. */
    Watch onInterrupt(Runnable stop);
  }

  /** Ends the watch; to be called when everything is told. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  static Surroundings ofProcess() {
    return new Surroundings(
        InstantSource.system(), System::getenv, Surroundings::isTerminal, ShutdownWatch::new);
  }

  /** Whether a person is watching; JDK 22 and newer give a console to redirected output as well. */
  private static boolean isTerminal() {
    java.io.Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
