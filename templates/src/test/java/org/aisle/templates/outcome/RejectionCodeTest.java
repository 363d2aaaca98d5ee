package org.aisle.templates.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RejectionCodeTest {

  @Test
  void every_code_is_explained_in_the_device_api() throws IOException {
    String text = Files.readString(Path.of("../docs/device-api.md"));
    assertThat(Arrays.stream(RejectionCode.values()).map(code -> "`" + code.code() + "`"))
        .allSatisfy(code -> assertThat(text).contains(code));
  }
}
