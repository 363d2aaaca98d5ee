package org.aisle.backend.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.app.AppTemplate;
import org.aisle.templates.app.AppTemplates;
import org.aisle.templates.definition.DeviceTemplate;
import org.aisle.templates.dtdl.DtdlOutcome;
import org.aisle.templates.dtdl.DtdlProblem;
import org.aisle.templates.dtdl.DtdlReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where models and app templates come from. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TemplateSettings.class)
class RegistryConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryConfiguration.class);
  private static final int TOLD_AT_ONCE = 100;

  @Bean
  ModelReader modelReader() {
    return RegistryConfiguration::read;
  }

  @Bean
  AppGallery appGallery(TemplateSettings settings) {
    AppTemplates templates = templates(settings.dir());
    templates.problems().forEach(p -> LOG.warn("An app template is left out: {}", p));
    return new AppGallery() {
      @Override
      public List<AppTemplate> all() {
        return templates.all();
      }

      @Override
      public Optional<AppTemplate> find(String id) {
        return templates.named(id);
      }
    };
  }

  private static AppTemplates templates(@org.jspecify.annotations.Nullable Path dir) {
    AppTemplates builtIn = AppTemplates.builtIn();
    if (dir == null) {
      return builtIn;
    }
    if (!Files.isDirectory(dir)) {
      throw new IllegalStateException(
          "The folder aisle.templates.dir=%s does not exist: create it or correct the setting."
              .formatted(dir));
    }
    try {
      return builtIn.with(dir);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Outcome<List<DeviceTemplate>> read(String dtdl) {
    return switch (DtdlReader.read(dtdl)) {
      case DtdlOutcome.Read(var templates) -> new Outcome.Done<>(templates);
      case DtdlOutcome.Faults(var faults) -> {
        List<Problem> told = new ArrayList<>();
        faults.stream().limit(TOLD_AT_ONCE).forEach(fault -> told.add(problem(fault)));
        if (faults.size() > TOLD_AT_ONCE) {
          told.add(
              new Problem(
                  "dtdl.more",
                  "%d more faults are not shown: correct these first."
                      .formatted(faults.size() - TOLD_AT_ONCE)));
        }
        yield new Outcome.Refused<>(told);
      }
    };
  }

  private static Problem problem(DtdlProblem fault) {
    return new Problem(
        fault.code(),
        "Line %d, column %d: %s %s"
            .formatted(fault.spot().line(), fault.spot().column(), fault.sentence(), fault.cure()));
  }
}
