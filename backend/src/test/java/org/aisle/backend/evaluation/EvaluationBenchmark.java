package org.aisle.backend.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.aisle.backend.evaluation.Evaluator.Memory;
import org.aisle.templates.reading.Value;
import org.aisle.templates.rule.Severity;
import org.aisle.templates.rule.Trigger;
import org.aisle.templates.rule.Trigger.Window;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How many readings one core takes through fifty rules and nine derived fields. Not part of the
 * build's tests; run its {@code main}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EvaluationBenchmark {

  static final int RULES = 50;
  static final int READINGS = 2_880;

  private final DeviceContext context = RandomHistories.context(Map.of());
  private final Evaluator evaluator =
      Evaluators.compile(RandomHistories.TEMPLATE, rules()).evaluator();
  private final Evaluator thresholds =
      Evaluators.compile(RandomHistories.TEMPLATE, thresholdsOnly()).evaluator();
  private final Evaluator none =
      Evaluators.compile(RandomHistories.TEMPLATE, List.of()).evaluator();
  private final List<Sample> day = day();

  /** A day of a reading every 30 s that breaks no limit. */
  private static List<Sample> day() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < READINGS; i++) {
      SortedMap<String, Value> values = new TreeMap<>();
      values.put("temperature", new Value.Num(4 + Math.sin(i / 20.0)));
      values.put("humidity", new Value.Num(50 + Math.cos(i / 30.0)));
      values.put("door.open", new Value.Flag(i % 40 == 0));
      values.put("mode", new Value.Text("cool"));
      Instant at = RandomHistories.START.plus(Duration.ofSeconds(30L * i));
      samples.add(new Sample(at, values));
    }
    return samples;
  }

  /** Fifty: mostly thresholds, as rules are, and every other kind. */
  private static List<ActiveRule> rules() {
    List<ActiveRule> rules = new ArrayList<>();
    for (int i = 0; i < RULES; i++) {
      String id = "rule-" + i;
      Trigger trigger =
          switch (i % 10) {
            case 6 ->
                new Window(
                    Window.Aggregate.AVG,
                    "temperature",
                    Duration.ofHours(1 + i % 3),
                    i % 20 == 6 ? Window.Kind.SLIDING : Window.Kind.TUMBLING,
                    Window.Comparison.ABOVE,
                    "10.0",
                    3);
            case 7 -> new Trigger.Absence(Duration.ofHours(1 + i));
            case 8 -> new Trigger.Repeated("door.open", 900, Duration.ofHours(2));
            case 9 -> new Trigger.Change("mode", null, "defrost");
            default -> threshold(i);
          };
      RuleDraft draft = RuleDraft.rule(id, trigger);
      if (i % 5 == 0) {
        draft.unless("mode == 'defrost'", Duration.ofMinutes(20)).hours("08:00", "20:00");
        draft.escalateAfter(Duration.ofHours(2), Severity.CRITICAL);
      }
      rules.add(draft.active());
    }
    return rules;
  }

  private static Trigger threshold(int i) {
    return new Trigger.Threshold(
        "temperature > %d.0 && humidity < %d.0".formatted(8 + i, 60 + i), Duration.ofMinutes(i));
  }

  private static List<ActiveRule> thresholdsOnly() {
    List<ActiveRule> rules = new ArrayList<>();
    for (int i = 0; i < RULES; i++) {
      rules.add(RuleDraft.rule("rule-" + i, threshold(i)).active());
    }
    return rules;
  }

  private static Evaluator.Results into(Blackhole hole) {
    return new Evaluator.Results() {
      @Override
      public void ended(Occurrence occurrence) {
        hole.consume(occurrence);
      }

      @Override
      public void derived(DerivedSample sample) {
        hole.consume(sample);
      }
    };
  }

  private void takeAll(Evaluator by, Blackhole hole) {
    Evaluator.Results results = into(hole);
    Memory memory = by.begin(context);
    for (Sample sample : day) {
      by.take(memory, sample, results);
    }
    hole.consume(memory);
  }

  @Benchmark
  @OperationsPerInvocation(READINGS)
  public void fiftyRulesOfEveryKind(Blackhole hole) {
    takeAll(evaluator, hole);
  }

  @Benchmark
  @OperationsPerInvocation(READINGS)
  public void fiftyThresholds(Blackhole hole) {
    takeAll(thresholds, hole);
  }

  @Benchmark
  @OperationsPerInvocation(READINGS)
  public void noRules(Blackhole hole) {
    takeAll(none, hole);
  }

  public static void main(String[] args) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(EvaluationBenchmark.class.getSimpleName())
            .addProfiler("gc")
            .build();
    for (RunResult result : new Runner(options).run()) {
      double nanos = result.getPrimaryResult().getScore();
      String name = result.getPrimaryResult().getLabel();
      System.out.printf(
          "%s: %,.0f ns a reading, %,.0f readings/s per core, %,.0f rules judged/s per core%n",
          name, nanos, 1e9 / nanos, name.equals("noRules") ? 0 : RULES * 1e9 / nanos);
    }
  }
}
