package io.synnefo.bootstrap;

/**
 * Says that the application is ready for work: registered as {@code io.synnefo:type=Application}
 * after the schema and the seed are in place, gone when the application stops. The resource adapter
 * takes no message without it.
 */
public interface ApplicationMBean {
  /** The name under which it is registered. */
  String NAME = "io.synnefo:type=Application";

  /** The version of the database schema. */
  String getSchemaVersion();
}
