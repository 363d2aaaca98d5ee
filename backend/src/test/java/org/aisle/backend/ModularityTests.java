package org.aisle.backend;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.Modulithic;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

class ModularityTests {

  /** The modules are the packages beside this class. */
  @Modulithic
  static final class Backend {}

  private final ApplicationModules modules = ApplicationModules.of(Backend.class);

  @Test
  void packages_see_only_what_they_are_allowed_to() {
    modules.verify();
  }

  @Test
  void their_directions_can_be_drawn() {
    new Documenter(modules).writeModulesAsPlantUml();
  }
}
