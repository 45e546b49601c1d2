package io.synnefo.api.http;

import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import io.synnefo.settings.AdminSettings;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/**
 * Users' listeners do not have what is for operators, not even for an administrator: the port that
 * a connection came in by counts. A server that is told to believe {@code X-Forwarded-Host} and
 * {@code -Port} (Undertow's {@code proxy-address-forwarding}) takes that port from them, so at a
 * listener of the operators' own nobody may send them.
 */
@Provider
@AdminListener
@Priority(200) // before the token is looked at
@ApplicationScoped
public class AdminListenerFilter implements ContainerRequestFilter {
  private static final List<String> MAY_MOVE_THE_PORT =
      List.of("X-Forwarded-Host", "X-Forwarded-Port", "Forwarded");

  @Context HttpServletRequest connection;
  @Inject AdminSettings settings;

  @Override
  public void filter(ContainerRequestContext request) {
    if (!settings.isAdmins(connection.getLocalPort()) || (settings.isOwn() && isForwarded())) {
      throw new Fault(FaultCode.ITEM_NOT_FOUND, Problem.of(404).message());
    }
  }

  private boolean isForwarded() {
    return MAY_MOVE_THE_PORT.stream().anyMatch(name -> connection.getHeader(name) != null);
  }
}
