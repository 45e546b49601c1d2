package io.synnefo.api.http;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;

/** Compute refuses versions it does not offer, and every answer of it says its version. */
@Provider
@PreMatching
@Priority(200)
@ApplicationScoped
public class MicroversionFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String CURRENT = Microversion.CURRENT_HEADER;
  private static final String OLD = Microversion.OLD_HEADER;
  private static final String PROPERTY = "io.synnefo.microversion";

  @Override
  public void filter(ContainerRequestContext request) {
    if (!applies(request.getUriInfo())) {
      return;
    }
    Microversion asked = Microversion.of(request.getHeaders());
    request.setProperty(PROPERTY, asked);
    if (!asked.isOffered()) {
      request.abortWith(
          new Problem(
                  406,
                  "computeFault",
                  String.format(
                      "Version %s is not supported by the API. Minimum is %s and maximum is %s.",
                      asked, Microversion.OLDEST, Microversion.NEWEST))
              .response());
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!applies(request.getUriInfo())) {
      return;
    }
    Object asked = request.getProperty(PROPERTY);
    String version = String.valueOf(asked == null ? Microversion.OLDEST : asked);
    MultivaluedMap<String, Object> headers = response.getHeaders();
    headers.putSingle(CURRENT, "compute " + version);
    headers.putSingle(OLD, version);
    headers.add(HttpHeaders.VARY, CURRENT);
    headers.add(HttpHeaders.VARY, OLD);
  }

  /** The list of versions itself has none. */
  private static boolean applies(UriInfo uri) {
    return Api.of(uri) == Api.COMPUTE && Api.withoutSlash(uri.getPath()).startsWith("compute/v");
  }
}
