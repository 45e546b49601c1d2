package io.synnefo.api.http;

import jakarta.ws.rs.core.UriInfo;

/** Which of OpenStack's APIs a path belongs to. */
enum Api {
  IDENTITY("identity"),
  COMPUTE("compute"),
  IMAGE("image"),
  NONE("");

  private final String root;

  Api(String root) {
    this.root = root;
  }

  static Api of(UriInfo uri) {
    String path = withoutSlash(uri.getPath());
    for (Api api : new Api[] {IDENTITY, COMPUTE, IMAGE}) {
      if (path.equals(api.root) || path.startsWith(api.root + "/")) {
        return api;
      }
    }
    return NONE;
  }

  /** The path without its first slash: servers differ in giving one. */
  static String withoutSlash(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }
}
