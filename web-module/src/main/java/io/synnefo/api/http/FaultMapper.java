package io.synnefo.api.http;

import io.synnefo.settings.RapiSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Every failure becomes an answer; {@link AnswerFilter} gives it the API's shape and logs it, for
 * there the request's id is known.
 */
@Provider
@ApplicationScoped
public class FaultMapper implements ExceptionMapper<Throwable> {
  /** The failure travels with the answer to the log, never to the caller. */
  record Failure(Problem problem, Throwable cause) {}

  @Inject RapiSettings rapi;

  @Override
  public Response toResponse(Throwable thrown) {
    if (thrown instanceof WebApplicationException web && web.getResponse().getStatus() < 400) {
      return web.getResponse();
    }
    Problem problem = Problem.of(thrown);
    Response.ResponseBuilder answer =
        Response.status(problem.status()).entity(new Failure(problem, thrown));
    if (thrown instanceof WebApplicationException web) {
      String allowed = web.getResponse().getHeaderString("Allow");
      if (allowed != null) {
        answer.header("Allow", allowed);
      }
    }
    if (problem.status() == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
      // by then whoever waits for a cluster now has been answered
      answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, rapi.timeout().toSeconds()));
    }
    return answer.build();
  }
}
