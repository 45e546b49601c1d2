package io.synnefo.ganeti;

/** What an end point answered, whatever it was. */
record RapiReply(int status, String body) {
  boolean isOk() {
    return status == 200;
  }

  /** The body may hold anything: it is not shown. */
  @Override
  public String toString() {
    return "RapiReply[" + status + "]";
  }
}
