package io.synnefo.ganeti;

import jakarta.enterprise.context.ApplicationScoped;

/** Opens clients that speak HTTPS to a real cluster. */
@ApplicationScoped
class HttpRapiClientFactory implements RapiClientFactory {
  @Override
  public RapiClient open(RapiAccess access) {
    return new HttpRapiClient(access);
  }
}
