package org.aisle.backend.rest;

import java.util.List;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.springframework.http.HttpStatus;

/** Ends a request with a problem document: the way out of a controller, used nowhere else. */
final class RefusedRequest extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final transient List<Problem> problems;

  RefusedRequest(HttpStatus status, List<Problem> problems) {
    super(problems.getFirst().sentence(), null, false, false);
    this.status = status;
    this.problems = List.copyOf(problems);
  }

  RefusedRequest(HttpStatus status, String code, String sentence) {
    this(status, List.of(new Problem(code, sentence)));
  }

  static RefusedRequest badRequest(String code, String sentence) {
    return new RefusedRequest(HttpStatus.BAD_REQUEST, code, sentence);
  }

  static RefusedRequest notFound(String code, String sentence) {
    return new RefusedRequest(HttpStatus.NOT_FOUND, code, sentence);
  }

  HttpStatus status() {
    return status;
  }

  List<Problem> problems() {
    return problems;
  }

  /**
   * The value of a change that was made.
   *
   * @throws RefusedRequest 409 when what is asked for exists otherwise already, or is to go and
   *     something else needs it; else 422
   */
  static <T> T orRefuse(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.Refused<T>(var problems) -> throw new RefusedRequest(status(problems), problems);
    };
  }

  private static HttpStatus status(List<Problem> problems) {
    boolean conflict =
        problems.stream()
            .allMatch(
                p ->
                    p.code().endsWith("exists")
                        || p.code().endsWith("-taken")
                        || p.code().contains(".in-")
                        || p.code().endsWith(".stood-at")
                        || p.code().endsWith("-conflict"));
    return conflict ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT;
  }
}
