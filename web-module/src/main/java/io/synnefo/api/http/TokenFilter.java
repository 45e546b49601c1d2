package io.synnefo.api.http;

import io.synnefo.kernel.Caller;
import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.project.Role;
import io.synnefo.project.TokenView;
import io.synnefo.project.VerifyToken;
import io.synnefo.settings.AdminSettings;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * No request passes without a good token, unless its route is {@link Anonymous} or {@link
 * OpenAtOwnListener}, and that {@link AdminListenerFilter} has let it come here; none passes an
 * {@link AdminOnly} route without that role; and who may only read changes no server.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class TokenFilter implements ContainerRequestFilter {
  /** The request's own token. */
  public static final String HEADER = "X-Auth-Token";

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  @Context ResourceInfo resource;
  @Inject VerifyToken tokens;
  @Inject AdminSettings admins;

  @Override
  public void filter(ContainerRequestContext request) {
    if (isOpen()) {
      return;
    }
    TokenView granted = EarlyTokenFilter.verify(tokens, request);
    requireAdmin(granted);
    if (Api.of(request.getUriInfo()) == Api.COMPUTE && !READING.contains(request.getMethod())) {
      requireMember(granted);
    }
    boolean secure = "https".equals(request.getUriInfo().getRequestUri().getScheme());
    request.setSecurityContext(
        new Bearer(caller(granted, AnswerFilter.requestId(request)), granted).context(secure));
  }

  private boolean isOpen() {
    Method method = resource.getResourceMethod();
    return method.isAnnotationPresent(Anonymous.class)
        || resource.getResourceClass().isAnnotationPresent(Anonymous.class)
        || (admins.isOwn() && method.isAnnotationPresent(OpenAtOwnListener.class));
  }

  private void requireAdmin(TokenView granted) {
    AdminOnly rule = resource.getResourceMethod().getAnnotation(AdminOnly.class);
    if (rule != null && !granted.isAdmin()) {
      throw new Fault(
          FaultCode.FORBIDDEN,
          rule.value().startsWith("identity:")
              ? "You are not authorized to perform the requested action: " + rule.value() + "."
              : "Policy doesn't allow " + rule.value() + " to be performed.");
    }
  }

  private static void requireMember(TokenView granted) {
    if (!granted.roles().contains(Role.MEMBER)) {
      throw new Fault(FaultCode.FORBIDDEN, "The role reader does not allow this.");
    }
  }

  private static Caller caller(TokenView granted, String requestId) {
    Set<String> roles = granted.roles().stream().map(Role::word).collect(Collectors.toSet());
    return new Caller(granted.userId(), granted.project().id(), roles, requestId);
  }
}
