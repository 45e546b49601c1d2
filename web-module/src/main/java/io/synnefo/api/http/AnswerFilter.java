package io.synnefo.api.http;

import io.synnefo.api.http.FaultMapper.Failure;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.LogText;
import io.synnefo.settings.PublicUrlSettings;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import java.util.UUID;

/**
 * Each request has an id, and each answer says it. Failures get the body of their API here, and are
 * logged with that id: the caller's own at debug, ours at error, a cluster's as a warning.
 */
@Provider
@PreMatching
@Priority(100)
@ApplicationScoped
public class AnswerFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final Logger LOG = System.getLogger(AnswerFilter.class.getName());
  private static final String PROPERTY = "io.synnefo.requestId";

  @Inject PublicUrlSettings publicUrl;

  @Override
  public void filter(ContainerRequestContext request) {
    request.setProperty(PROPERTY, "req-" + UUID.randomUUID());
    String uri = request.getUriInfo().getRequestUri().toString();
    if (uri.contains("%00")) {
      // PostgreSQL's text cannot hold it, and no name has it
      request.abortWith(new Problem(400, "badRequest", "The address holds a null.").response());
    }
  }

  /** The id of the request: {@code req-} and a UUID. */
  static String requestId(ContainerRequestContext request) {
    Object id = request.getProperty(PROPERTY);
    return id == null ? "req-" + UUID.randomUUID() : id.toString();
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    String id = requestId(request);
    Api api = Api.of(request.getUriInfo());
    MultivaluedMap<String, Object> headers = response.getHeaders();
    headers.putSingle("x-openstack-request-id", id);
    headers.putSingle("X-Content-Type-Options", "nosniff");
    if (api == Api.COMPUTE) {
      headers.putSingle("x-compute-request-id", id);
    }
    if (api == Api.IDENTITY) {
      headers.add(HttpHeaders.VARY, "X-Auth-Token");
    }
    if (response.getEntity() instanceof Failure failure) {
      log(failure, id, request);
      shape(failure.problem(), api, request, response);
    } else if (response.getEntity() instanceof Problem problem) {
      shape(problem, api, request, response);
    }
  }

  private static void log(Failure failure, String id, ContainerRequestContext request) {
    // names are decoded here, and refused ones are repeated in what is said of them
    String what = LogText.of(request.getMethod() + " " + request.getUriInfo().getPath());
    String why = LogText.of(failure.problem());
    if (failure.problem().status() >= 500 && failure.cause() instanceof Fault) {
      // foreseen, such as a cluster that does not answer: where it was seen it was logged
      LOG.log(Level.WARNING, "{0} {1}: {2}", id, what, why);
    } else if (failure.problem().status() >= 500) {
      LOG.log(Level.ERROR, id + " " + what + " failed", failure.cause());
    } else {
      LOG.log(Level.DEBUG, "{0} {1}: {2}", id, what, why);
    }
  }

  private void shape(
      Problem problem,
      Api api,
      ContainerRequestContext request,
      ContainerResponseContext response) {
    MediaType json = MediaType.APPLICATION_JSON_TYPE;
    Annotation[] none = {};
    if (problem.status() == 401 || api == Api.IDENTITY || api == Api.NONE) {
      response.setEntity(ProblemBodies.identity(problem), none, json);
    } else if (api == Api.COMPUTE) {
      response.setEntity(ProblemBodies.compute(problem), none, json);
    } else if (acceptsJson(request)) {
      response.setEntity(ProblemBodies.image(problem), none, json);
    } else {
      MediaType html = MediaType.TEXT_HTML_TYPE.withCharset("UTF-8");
      response.setEntity(ProblemBodies.imagePage(problem), none, html);
    }
    if (problem.status() == 401) {
      String identity = Endpoints.of(publicUrl, request.getUriInfo()).identity();
      response.getHeaders().putSingle("WWW-Authenticate", "Keystone uri=\"" + identity + "\"");
    }
  }

  /** Named, not by way of a star: who does not ask for JSON is a browser or expects HTML. */
  private static boolean acceptsJson(ContainerRequestContext request) {
    String accept = request.getHeaderString(HttpHeaders.ACCEPT);
    return accept != null && accept.contains(MediaType.APPLICATION_JSON);
  }
}
