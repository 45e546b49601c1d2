package io.synnefo.amqp;

/** Health and figures of the consumer of one queue ({@code io.synnefo:type=Consumer,queue=...}). */
public interface ConsumerMXBean {
  /** Whether messages can come. */
  boolean isConnected();

  /** One line for people: connected, or why not. No secrets. */
  String getState();

  /** Messages committed and acknowledged. */
  long getDone();

  /** Failures that led to another delivery. */
  long getRetried();

  /** Messages given up. */
  long getDeadLettered();

  /** Messages kept right now because the infrastructure is at fault. */
  int getHeld();
}
