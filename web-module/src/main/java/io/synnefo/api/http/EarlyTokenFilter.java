package io.synnefo.api.http;

import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.project.IssueToken;
import io.synnefo.project.TokenView;
import io.synnefo.project.VerifyToken;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Below the versions of Compute and Image nobody learns anything without a good token, not even
 * which paths there are: as in OpenStack, whose services have their check of tokens in front.
 */
@Provider
@PreMatching
@Priority(150) // behind the request's id, before the version is negotiated
@ApplicationScoped
public class EarlyTokenFilter implements ContainerRequestFilter {
  private static final String PROPERTY = "io.synnefo.granted";
  private static final Pattern BELOW = Pattern.compile("(compute/v2\\.1|image/v2)/.+");

  @Inject VerifyToken tokens;

  @Override
  public void filter(ContainerRequestContext request) {
    String path = Api.withoutSlash(request.getUriInfo().getPath());
    if (BELOW.matcher(path).matches()) {
      verify(tokens, request);
    }
  }

  /** What the request's token grants; fault unauthorized when it is none. Asked once a request. */
  static TokenView verify(VerifyToken tokens, ContainerRequestContext request) {
    if (request.getProperty(PROPERTY) instanceof TokenView known) {
      return known;
    }
    TokenView granted =
        Optional.ofNullable(request.getHeaderString(TokenFilter.HEADER))
            .flatMap(tokens::verify)
            .orElseThrow(() -> new Fault(FaultCode.UNAUTHORIZED, IssueToken.REFUSED));
    request.setProperty(PROPERTY, granted);
    return granted;
  }
}
