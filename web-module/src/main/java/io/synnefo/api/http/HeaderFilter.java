package io.synnefo.api.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * No request fails for how it asks for an answer. OpenStack's services answer JSON whatever a
 * client accepts; JAX-RS would negotiate, and answers a malformed or unknown type with a page of
 * its own, before any of our filters has seen the request.
 */
@WebFilter("/*")
public class HeaderFilter implements Filter {
  private static final String JSON = "application/json";
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(
          "[\\w!#$&^.+-]{1,127}/[\\w!#$&^.+-]{1,127}(\\s*;\\s*[\\w-]+=[\\w\"./:-]+){0,9}");

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(
        request instanceof HttpServletRequest http ? new Tamed(http) : request, response);
  }

  /** The request with the headers of negotiation replaced by ones that are well-formed. */
  private static final class Tamed extends HttpServletRequestWrapper {
    private final Map<String, String> replaced;

    Tamed(HttpServletRequest request) {
      super(request);
      String accept = request.getHeader("Accept");
      boolean json = accept != null && accept.contains(JSON);
      String type = request.getHeader("Content-Type");
      boolean typed = type != null && MEDIA_TYPE.matcher(type).matches();
      // the Image API shows an error as a page to those who do not name JSON
      replaced =
          Map.of(
              "accept",
              json ? JSON : "*/*",
              "accept-language",
              "*",
              "accept-charset",
              "utf-8",
              "content-type",
              typed ? String.valueOf(type) : JSON);
    }

    private @Nullable String replacement(String name) {
      return super.getHeader(name) == null ? null : replaced.get(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public @Nullable String getHeader(String name) {
      String replacement = replacement(name);
      return replacement == null ? super.getHeader(name) : replacement;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      String replacement = replacement(name);
      return replacement == null
          ? super.getHeaders(name)
          : Collections.enumeration(Collections.singleton(replacement));
    }

    @Override
    public @Nullable String getContentType() {
      return getHeader("Content-Type");
    }
  }
}
