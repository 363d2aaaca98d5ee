package org.aisle.sim.prove;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the product is started: the words before its command, as {@code ./aisle} would put them.
 *
 * @param words a Java with its flags, the class path and the main class
 */
public record Launch(List<String> words) {

  public Launch {
    words = List.copyOf(words);
  }

  /** With the Java, the flags and the class path of this process. */
  static Launch asThisProcess() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    String main = System.getProperty("sun.java.command", "").split(" ", 2)[0];
    if (main.endsWith(".jar")) {
      words.addAll(List.of("-jar", main));
    } else {
      words.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    }
    return new Launch(words);
  }

  List<String> command(List<String> arguments) {
    List<String> all = new ArrayList<>(words);
    all.addAll(arguments);
    return all;
  }
}
