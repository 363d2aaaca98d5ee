package org.aisle.ui;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.vaadin.flow.router.Route;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
    packages = "org.aisle",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class UiRulesTest {

  @ArchTest
  static final ArchRule nothing_outside_the_ui_knows_it =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.aisle.ui..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.aisle.ui..")
          .because("backend, gateway, simulator and templates run without a user interface");

  @ArchTest
  static final ArchRule views_are_package_private =
      classes()
          .that()
          .areAnnotatedWith(Route.class)
          .should()
          .bePackagePrivate()
          .because("other packages reach a page by its address, which its navigation class knows");

  @ArchTest
  static final ArchRule pages_do_not_touch_the_database =
      noClasses()
          .that()
          .resideInAPackage("org.aisle.ui..")
          .and()
          .resideOutsideOfPackages("org.aisle.ui.server..", "org.aisle.ui.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..")
          .because("pages ask the query side; measurements look for themselves");

  @ArchTest
  static final ArchRule pages_do_not_see_the_write_side =
      noClasses()
          .that()
          .resideInAPackage("org.aisle.ui..")
          .and()
          .resideOutsideOfPackage("org.aisle.ui.server..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.aisle.backend.ingest..", "org.aisle.backend.timeseries..")
          .because("what is shown comes from the query side");

  @ArchTest
  static final ArchRule time_is_asked_of_the_injected_clock =
      noClasses()
          .that()
          .resideInAPackage("org.aisle.ui..")
          .and()
          .resideOutsideOfPackage("org.aisle.ui.server..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .because("tests move the clock");
}
