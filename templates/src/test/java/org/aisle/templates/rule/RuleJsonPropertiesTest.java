package org.aisle.templates.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.aisle.templates.source.SourceReader;

class RuleJsonPropertiesTest {

  @Property
  void a_rule_that_was_written_as_json_is_read_as_it_was(@ForAll("rules") Rule rule) {
    assertThat(RuleJson.read(RuleJson.write(rule))).isEqualTo(rule);
    assertThat(RuleJson.read(RuleJson.tree(rule))).isEqualTo(rule);
  }

  @Property
  void a_rule_that_was_written_as_yaml_is_read_as_it_was(@ForAll("rules") Rule rule) {
    String yaml = RuleJson.yaml(rule);

    assertThat(RuleReader.yaml(rule.id(), yaml.getBytes(StandardCharsets.UTF_8)))
        .as(yaml)
        .isEqualTo(new RuleOutcome.Read(rule));
  }

  @Property(tries = 300)
  void a_damaged_rule_has_an_outcome_and_its_faults_stand_somewhere(
      @ForAll("rules") Rule rule, @ForAll Random random) {
    byte[] yaml = RuleJson.yaml(rule).getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(6); i >= 0; i--) {
      yaml[random.nextInt(yaml.length)] = (byte) (32 + random.nextInt(95));
    }

    switch (RuleReader.yaml(rule.id(), yaml)) {
      case RuleOutcome.Read r -> assertThat(r.rule().id()).isEqualTo(rule.id());
      case RuleOutcome.Faults f -> {
        assertThat(f.faults()).isNotEmpty();
        var root = SourceReader.yaml(yaml).root();
        if (root != null) {
          assertThat(f.faults())
              .allSatisfy(fault -> assertThat(RuleSpots.of(root, fault.key()).line()).isPositive());
        }
      }
    }
  }

  @Provide
  Arbitrary<Rule> rules() {
    return GeneratedRules.rules();
  }
}
