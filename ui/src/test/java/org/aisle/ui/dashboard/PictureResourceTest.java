package org.aisle.ui.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.aisle.templates.picture.Picture;
import org.aisle.ui.fake.FakeApps;
import org.aisle.ui.fake.FakeFleet;
import org.aisle.ui.fake.FakePictures;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class PictureResourceTest {

  private static final byte[] PLAN = "<svg/>".getBytes(StandardCharsets.UTF_8);

  private final MockMvc web =
      MockMvcBuilders.standaloneSetup(
              new PictureResource(
                  new FakeApps()
                      .put(
                          FakeFleet.app(Instant.parse("2026-11-20T10:00:00Z")),
                          FakeFleet.dashboard()),
                  new FakePictures().with(new Picture("plan.svg", Picture.Kind.SVG, PLAN))))
          .build();

  @Test
  void a_picture_is_served_so_that_it_can_neither_run_nor_load_anything() throws Exception {
    MockHttpServletResponse response = get(FakeFleet.APP.value(), "plan.svg", null);

    assertThat(response.getStatus()).isEqualTo(200);
    assertThat(response.getContentAsByteArray()).isEqualTo(PLAN);
    assertThat(response.getContentType()).isEqualTo("image/svg+xml");
    assertThat(response.getHeaderValues("Content-Security-Policy"))
        .containsExactly("default-src 'none'; style-src 'unsafe-inline'");
    assertThat(response.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(response.getHeader("Cache-Control")).contains("private");
  }

  @Test
  void a_picture_that_the_browser_has_is_not_sent_again() throws Exception {
    String tag = get(FakeFleet.APP.value(), "plan.svg", null).getHeader("ETag");
    MockHttpServletResponse again = get(FakeFleet.APP.value(), "plan.svg", tag);

    assertThat(tag).isNotBlank();
    assertThat(again.getStatus()).isEqualTo(304);
    assertThat(again.getContentAsByteArray()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no.svg", "plan.txt", "..%2fplan.svg", "PLAN.SVG"})
  void other_names_are_not_found(String name) throws Exception {
    assertThat(get(FakeFleet.APP.value(), name, null).getStatus()).isEqualTo(404);
  }

  @Test
  void a_picture_is_not_found_under_another_app() throws Exception {
    assertThat(get("no-such-app", "plan.svg", null).getStatus()).isEqualTo(404);
    assertThat(get("Not An App", "plan.svg", null).getStatus()).isEqualTo(404);
  }

  private MockHttpServletResponse get(String app, String name, @Nullable String tag)
      throws Exception {
    MockHttpServletRequestBuilder request =
        MockMvcRequestBuilders.get("/app/{app}/images/{name}", app, name);
    if (tag != null) {
      request.header("If-None-Match", tag);
    }
    return web.perform(request).andReturn().getResponse();
  }
}
