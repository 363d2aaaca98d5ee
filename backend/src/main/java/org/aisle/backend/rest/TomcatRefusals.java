package org.aisle.backend.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.apache.catalina.Host;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Answers what Tomcat refuses before any filter sees it: REST with a problem document, too. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class TomcatRefusals implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

  private static final Pattern NO_PART_OF_A_PATH = Pattern.compile("(?i)%(2f|5c|00)|\\\\");

  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    factory.addContextCustomizers(
        context -> {
          if (context.getParent() instanceof Host host) {
            host.getPipeline().addValve(new Report());
            if (host instanceof StandardHost standard) {
              standard.setErrorReportValveClass(Report.class.getName());
            }
          }
        });
  }

  /** Stands inside of Tomcat's own, which reports what this one leaves. */
  static final class Report extends ErrorReportValve {

    Report() {
      setShowReport(false);
      setShowServerInfo(false);
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
      String path = request.getRequestURI();
      HttpStatus status = HttpStatus.resolve(response.getStatus());
      if (path == null || !path.startsWith("/api/") || status == null) {
        super.report(request, response, failure);
        return;
      }
      if (!status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      try {
        boolean malformed = NO_PART_OF_A_PATH.matcher(path).find();
        ProblemDocuments.write(
            response,
            status,
            malformed ? "path.malformed" : "request.refused",
            malformed
                ? "No id holds a slash, a backslash or a null: take %2F, %5C and %00 out of the path."
                : "The request was refused before it was read: check its path, its query and its headers.");
        response.finishResponse();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
