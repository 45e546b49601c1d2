package io.synnefo.wire.queue;

/**
 * Health and figures of this instance's consumer of one queue, registered by the adapter in the
 * server's MBean server as {@link #NAME} and the queue's name. Counts begin with the deployment.
 */
public interface ConsumerMXBean {
  /** The object name, without the queue's name. */
  String NAME = "io.synnefo:type=Consumer,queue=";

  /** Whether messages can come. */
  boolean isConnected();

  /** Whether it has been connected since the deployment. */
  boolean isEverConnected();

  /** One line for people: connected, or why not. No secrets. */
  String getState();

  /** Messages that are to be handled at a time; 0 for a queue whose messages are kept. */
  int getSessions();

  /** Of those, how many have a message at work or can take one: neither paused nor waiting. */
  int getConsuming();

  /** For how long it has not been one; 0 while it is, and for a queue whose messages are kept. */
  long getSilentSeconds();

  /** Times that a message was handed to its handler. */
  long getDelivered();

  /** Of those, not for the first time: by the broker's word, or after a pause. */
  long getRedelivered();

  /** Messages committed and acknowledged. */
  long getDone();

  /** Deliveries whose transaction did not commit, whoever was at fault. */
  long getRolledBack();

  /** Failures that led to another delivery. */
  long getRetried();

  /** Messages given up, each once it was in the dead-letter queue. */
  long getDeadLettered();

  /** Of those, the ones refused at first sight; the others failed too often. */
  long getRefused();

  /** Messages kept right now because the infrastructure is at fault: as many sessions pause. */
  int getHeld();

  /** Sessions that wait before a message that failed, by its own fault, is tried again. */
  int getWaiting();

  /** Times that a message was kept so. */
  long getPauses();
}
