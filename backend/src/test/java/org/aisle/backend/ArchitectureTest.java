package org.aisle.backend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.aisle.backend",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule of_aisle_it_sees_templates_only =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.aisle.gateway..", "org.aisle.sim..", "org.aisle.ui..", "com.vaadin..")
          .because("gateway and backend meet in the wire types of templates");

  @ArchTest
  static final ArchRule routes_hold_no_sql =
      noClasses()
          .that()
          .areAssignableTo(org.apache.camel.builder.RouteBuilder.class)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..")
          .because("a route is topology; a store holds the SQL");

  @ArchTest
  static final ArchRule rest_asks_and_never_reads_tables =
      noClasses()
          .that()
          .resideInAPackage("..backend.rest..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..")
          .because("what REST can do goes through the same services as the pages");

  @ArchTest
  static final ArchRule time_is_asked_of_the_injected_clock =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("history is a function of what was measured when, and tests move the clock");
}
