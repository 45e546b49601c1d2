package io.synnefo.admin;

import io.synnefo.wire.queue.ConsumerMXBean;

/** A consumer each of whose figures is another number. */
class KnownConsumer implements ConsumerMXBean {
  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isEverConnected() {
    return true;
  }

  @Override
  public String getState() {
    return "connected";
  }

  @Override
  public int getSessions() {
    return 4;
  }

  @Override
  public int getConsuming() {
    return 3;
  }

  @Override
  public long getSilentSeconds() {
    return 5;
  }

  @Override
  public long getDelivered() {
    return 100;
  }

  @Override
  public long getRedelivered() {
    return 20;
  }

  @Override
  public long getDone() {
    return 80;
  }

  @Override
  public long getRolledBack() {
    return 19;
  }

  @Override
  public long getRetried() {
    return 12;
  }

  @Override
  public long getDeadLettered() {
    return 7;
  }

  @Override
  public long getRefused() {
    return 6;
  }

  @Override
  public int getHeld() {
    return 2;
  }

  @Override
  public int getWaiting() {
    return 1;
  }

  @Override
  public long getPauses() {
    return 8;
  }
}
