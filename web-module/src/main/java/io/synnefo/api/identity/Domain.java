package io.synnefo.api.identity;

/** The only domain. */
final class Domain {
  static final String ID = "default";
  static final String NAME = "Default";

  private Domain() {}
}
