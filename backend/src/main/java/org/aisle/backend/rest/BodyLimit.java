package org.aisle.backend.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.aisle.backend.imports.Imports;
import org.aisle.templates.app.AppTemplateArchive;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies of more than {@value #BYTES} bytes, declared or not; an app template's archive may
 * have {@link AppTemplateArchive#MAX_BYTES}, a file of places {@link Imports#MOST_BYTES}.
 */
final class BodyLimit extends OncePerRequestFilter {

  static final int BYTES = 1 << 20;
  static final String CODE = "body.too-large";
  private static final String ARCHIVES = "/api/v1/apps/import";
  private static final String PLACES = "/places/import";

  /** The body went on beyond the limit. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;

    TooLarge(int most) {
      super(sentence(most));
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String path = request.getRequestURI();
    int most =
        path.equals(ARCHIVES)
            ? AppTemplateArchive.MAX_BYTES
            : path.endsWith(PLACES) ? Imports.MOST_BYTES : BYTES;
    if (request.getContentLengthLong() > most) {
      ProblemDocuments.write(response, HttpStatus.CONTENT_TOO_LARGE, CODE, sentence(most));
      return;
    }
    chain.doFilter(new Bounded(request, most), response);
  }

  private static String sentence(int most) {
    return "Send at most %d MiB in one request.".formatted(most >> 20);
  }

  private static final class Bounded extends HttpServletRequestWrapper {
    private final int most;

    Bounded(HttpServletRequest request, int most) {
      super(request);
      this.most = most;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new Counting(super.getInputStream(), most);
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private static final class Counting extends ServletInputStream {
    private final ServletInputStream source;
    private final int most;
    private long read;

    Counting(ServletInputStream source, int most) {
      this.source = source;
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      int b = source.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int n = source.read(target, offset, length);
      count(Math.max(n, 0));
      return n;
    }

    private void count(int bytes) throws TooLarge {
      read += bytes;
      if (read > most) {
        throw new TooLarge(most);
      }
    }

    @Override
    public boolean isFinished() {
      return source.isFinished();
    }

    @Override
    public boolean isReady() {
      return source.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      source.setReadListener(listener);
    }
  }
}
