package org.aisle.backend.rest;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.aisle.backend.registry.Outcome.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/**
 * RFC 9457 problem documents with two members more: {@code code}, which is stable, and {@code
 * problems}, everything that is wrong with its own code and sentence.
 */
final class ProblemDocuments {

  private static final JsonMapper JSON = new JsonMapper();

  private ProblemDocuments() {}

  static ProblemDetail of(HttpStatusCode status, List<Problem> problems) {
    Problem first = problems.getFirst();
    ProblemDetail detail = ProblemDetail.forStatusAndDetail(status, first.sentence());
    detail.setType(URI.create("urn:aisle:problem:" + first.code()));
    HttpStatus known = HttpStatus.resolve(status.value());
    detail.setTitle(known == null ? "Problem" : known.getReasonPhrase());
    detail.setProperty("code", first.code());
    detail.setProperty(
        "problems",
        problems.stream().map(p -> Map.of("code", p.code(), "sentence", p.sentence())).toList());
    return detail;
  }

  static ProblemDetail of(HttpStatusCode status, String code, String sentence) {
    return of(status, List.of(new Problem(code, sentence)));
  }

  /** For filters, which run before there is a controller. */
  static void write(HttpServletResponse response, HttpStatus status, String code, String sentence)
      throws IOException {
    ProblemDetail detail = of(status, code, sentence);
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding("UTF-8");
    Map<String, Object> document = new java.util.LinkedHashMap<>();
    document.put("type", String.valueOf(detail.getType()));
    document.put("title", detail.getTitle());
    document.put("status", detail.getStatus());
    document.put("detail", detail.getDetail());
    if (detail.getProperties() != null) {
      document.putAll(detail.getProperties());
    }
    response.getOutputStream().write(JSON.writeValueAsBytes(document));
  }
}
