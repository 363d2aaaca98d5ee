package org.aisle.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(
    packages = "org.aisle.gateway",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule OF_AISLE_ONLY_TEMPLATES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.aisle.backend..", "org.aisle.ui..", "org.aisle.sim..", "org.springframework..")
          .because("a gateway runs without backend and Spring; they meet in templates' wire types");

  @ArchTest
  static final ArchRule HIVEMQ_STAYS_IN_THE_BROKER =
      noClasses()
          .that()
          .resideOutsideOfPackage("..gateway.broker..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.hivemq..")
          .because("everything else must work with somebody else's broker");

  @ArchTest
  static final ArchRule CAMEL_STAYS_IN_ROUTES_AND_ASSEMBLY =
      noClasses()
          .that()
          .resideOutsideOfPackages("..gateway.route..", "..gateway.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.camel..")
          .because("broker, consumer and uplink are plain Java");

  @ArchTest
  static final ArchRule TIME_IS_INJECTED =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("time comes from an InstantSource");

  @ArchTest
  static final ArchRule NO_CYCLES =
      SlicesRuleDefinition.slices().matching("org.aisle.gateway.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ROUTES_ARE_NOT_PUBLIC =
      classes()
          .that()
          .areAssignableTo(org.apache.camel.builder.RouteBuilder.class)
          .should()
          .notBePublic()
          .because("a route is reached through its entry");
}
