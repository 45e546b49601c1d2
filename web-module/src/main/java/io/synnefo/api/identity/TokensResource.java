package io.synnefo.api.identity;

import io.synnefo.api.http.Anonymous;
import io.synnefo.api.http.Bearer;
import io.synnefo.api.http.Endpoints;
import io.synnefo.api.http.JsonBody;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.project.IssueToken;
import io.synnefo.project.IssueToken.Issued;
import io.synnefo.project.RevokeToken;
import io.synnefo.project.TokenView;
import io.synnefo.project.VerifyToken;
import io.synnefo.settings.PublicUrlSettings;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Issues, shows and revokes tokens. */
@Path("identity/v3/auth/tokens")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class TokensResource {
  private static final String SUBJECT = "X-Subject-Token";

  @Inject IssueToken issue;
  @Inject VerifyToken verify;
  @Inject RevokeToken revoke;
  @Inject PublicUrlSettings publicUrl;

  /** A new token, in the header {@code X-Subject-Token}. */
  @POST
  @Anonymous
  public Response issue(InputStream body, @Context UriInfo uri) {
    Issued issued = issue.issue(LoginRequest.read(JsonBody.identity(body)));
    return answer(Response.Status.CREATED, issued.token(), issued.view(), uri);
  }

  /** What the subject token grants. */
  @GET
  public Response show(
      @HeaderParam(SUBJECT) @Nullable String subject,
      @Context SecurityContext who,
      @Context UriInfo uri) {
    TokenView view = subject(subject, who);
    return answer(Response.Status.OK, String.valueOf(subject), view, uri);
  }

  /** Whether the subject token is good. */
  @HEAD
  public Response check(
      @HeaderParam(SUBJECT) @Nullable String subject, @Context SecurityContext who) {
    subject(subject, who);
    return Response.ok().build();
  }

  /** The subject token is good no more. */
  @DELETE
  public Response revoke(
      @HeaderParam(SUBJECT) @Nullable String subject, @Context SecurityContext who) {
    subject(subject, who);
    revoke.revoke(String.valueOf(subject));
    return Response.noContent().build();
  }

  /** One's own tokens, or any as an administrator; others do not exist for the caller. */
  private TokenView subject(@Nullable String subject, SecurityContext who) {
    if (subject == null || subject.isEmpty()) {
      throw new Fault(FaultCode.BAD_REQUEST, "The header X-Subject-Token is required.");
    }
    Bearer bearer = Bearer.of(who);
    return verify
        .verify(subject)
        .filter(
            token -> bearer.granted().isAdmin() || token.userId().equals(bearer.granted().userId()))
        .orElseThrow(() -> new Fault(FaultCode.ITEM_NOT_FOUND, "Could not find token."));
  }

  private Response answer(Response.Status status, String token, TokenView view, UriInfo uri) {
    return Response.status(status)
        .header(SUBJECT, token)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(TokenDocument.of(view, Endpoints.of(publicUrl, uri)))
        .build();
  }
}
