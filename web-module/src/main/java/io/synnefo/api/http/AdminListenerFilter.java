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

/**
 * Users' listeners do not have what is for operators, not even for an administrator: the port that
 * a connection came in by counts, which no header can forge.
 */
@Provider
@AdminListener
@Priority(200) // before the token is looked at
@ApplicationScoped
public class AdminListenerFilter implements ContainerRequestFilter {
  @Context HttpServletRequest connection;
  @Inject AdminSettings settings;

  @Override
  public void filter(ContainerRequestContext request) {
    if (!settings.isAdmins(connection.getLocalPort())) {
      throw new Fault(FaultCode.ITEM_NOT_FOUND, Problem.of(404).message());
    }
  }
}
