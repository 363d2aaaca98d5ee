package org.aisle.templates;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.aisle.templates",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule the_vocabulary_needs_the_jdk_and_small_libraries_only =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "org.apache.camel..",
              "com.vaadin..",
              "com.hivemq..",
              "java.sql..",
              "javax.sql..",
              "org.aisle.sim..",
              "org.aisle.gateway..",
              "org.aisle.backend..",
              "org.aisle.ui..")
          .because("every module sees it, so what it drags in is everywhere");

  @ArchTest
  static final ArchRule time_is_asked_of_the_injected_clock =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("history is a function of what was measured when, and tests move the clock");
}
