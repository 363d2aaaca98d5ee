package org.aisle.backend.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.aisle.backend.registry.Outcome.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns everything that can go wrong with a request to {@code /api} into a problem document. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  /**
   * @throws Exception the same one, for requests that are none of ours
   */
  @ExceptionHandler(Exception.class)
  ResponseEntity<ProblemDetail> answer(Exception e, HttpServletRequest request) throws Exception {
    if (!request.getRequestURI().startsWith("/api/") || isAbandoned(e)) {
      throw e;
    }
    return switch (e) {
      case RefusedRequest refused ->
          problem(refused.status(), refused.problems(), HttpHeaders.EMPTY);
      case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
      case MethodArgumentTypeMismatchException mismatch ->
          bad("parameter.invalid", invalid(mismatch.getName(), mismatch));
      case TypeMismatchException mismatch ->
          bad("parameter.invalid", invalid(String.valueOf(mismatch.getPropertyName()), mismatch));
      case BindException unfit -> bad("parameter.invalid", invalid(unfit));
      case MissingServletRequestParameterException missing ->
          bad("parameter.missing", "Add the parameter %s.".formatted(missing.getParameterName()));
      case DataAccessResourceFailureException away -> databaseAway(away);
      case CannotCreateTransactionException away -> databaseAway(away);
      default ->
          e instanceof ErrorResponse response && response.getStatusCode().is4xxClientError()
              ? refusedBySpring(response)
              : bug(e);
    };
  }

  /** Whether nobody waits for an answer any more, which is no mistake of the server. */
  private static boolean isAbandoned(Exception e) {
    return !(e instanceof DataAccessException)
        && !(e instanceof TransactionException)
        && DisconnectedClientHelper.isClientDisconnectedException(e);
  }

  private static String invalid(BindException e) {
    FieldError error = e.getFieldError();
    return error == null
        ? "A parameter can't be read: look at the OpenAPI document."
        : "The parameter %s can't be %s."
            .formatted(error.getField(), Texts.quoted(String.valueOf(error.getRejectedValue())));
  }

  private static String invalid(String name, TypeMismatchException e) {
    return "The parameter %s can't be %s."
        .formatted(name, Texts.quoted(String.valueOf(e.getValue())));
  }

  private static ResponseEntity<ProblemDetail> refusedBySpring(ErrorResponse response) {
    Problem problem =
        switch (response.getStatusCode().value()) {
          case 404 -> new Problem("path.unknown", NothingHere.SENTENCE);
          case 405 ->
              new Problem(
                  "method.not-allowed",
                  "This path takes %s."
                      .formatted(response.getHeaders().getOrEmpty(HttpHeaders.ALLOW)));
          case 406 ->
              new Problem("accept.unsupported", "Ask for application/json; nothing else is made.");
          case 415 ->
              new Problem(
                  "content-type.unsupported", "Send the body with Content-Type application/json.");
          default -> new Problem("request.invalid", "The request can't be understood.");
        };
    return problem(
        HttpStatus.valueOf(response.getStatusCode().value()),
        List.of(problem),
        response.getHeaders());
  }

  private static ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException e) {
    if (NestedExceptionUtils.getMostSpecificCause(e) instanceof BodyLimit.TooLarge large) {
      return problem(
          HttpStatus.CONTENT_TOO_LARGE,
          List.of(new Problem(BodyLimit.CODE, String.valueOf(large.getMessage()))),
          HttpHeaders.EMPTY);
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnrecognizedPropertyException unknown) {
        return bad(
            "body.unknown-key",
            "The body has the unknown key %s: use %s."
                .formatted(Texts.quoted(unknown.getPropertyName()), unknown.getKnownPropertyIds()));
      }
      if (cause instanceof StreamConstraintsException) {
        return bad("body.too-deep", "The body is nested too deeply or has too long a part.");
      }
      if (cause instanceof JacksonException json && json.getLocation() != null) {
        return bad(
            "body.malformed",
            "The body is not the JSON that is expected here: look at line %d, column %d."
                .formatted(json.getLocation().getLineNr(), json.getLocation().getColumnNr()));
      }
    }
    return bad("body.malformed", "Send a JSON body; this request has none that can be read.");
  }

  private static ResponseEntity<ProblemDetail> databaseAway(Exception e) {
    LOG.warn("A request failed because the database is away: {}", e.getMessage());
    return problem(
        HttpStatus.SERVICE_UNAVAILABLE,
        List.of(
            new Problem("database.away", "The database does not answer: try again in a moment.")),
        HttpHeaders.EMPTY);
  }

  private static ResponseEntity<ProblemDetail> bug(Exception e) {
    LOG.error("A request failed", e);
    return problem(
        HttpStatus.INTERNAL_SERVER_ERROR,
        List.of(
            new Problem(
                "server.failed",
                "The server made a mistake; its log says which. Try again, or report it.")),
        HttpHeaders.EMPTY);
  }

  private static ResponseEntity<ProblemDetail> bad(String code, String sentence) {
    return problem(HttpStatus.BAD_REQUEST, List.of(new Problem(code, sentence)), HttpHeaders.EMPTY);
  }

  private static ResponseEntity<ProblemDetail> problem(
      HttpStatus status, List<Problem> problems, HttpHeaders headers) {
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(ProblemDocuments.of(status, problems));
  }
}
