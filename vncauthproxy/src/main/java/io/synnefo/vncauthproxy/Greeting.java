package io.synnefo.vncauthproxy;

import java.io.IOException;

/** RFB's handshake with a viewer, up to where it is let in or turned away. */
final class Greeting implements Actor {
  private final Talk talk;
  private final Outcome outcome;

  /** One of them is called, once, unless the stream is closed before. */
  interface Outcome {
    void passed();

    /** The viewer has been told by RFB, as far as its version can; the stream is open. */
    void failed(String why);

    /** Its connection is broken. */
    void broken(String how);
  }

  Greeting(Stream stream, Handshake handshake, Outcome outcome) {
    this.talk = new Talk(stream, handshake);
    this.outcome = outcome;
    stream.handTo(this);
  }

  @Override
  public void act() {
    try {
      switch (talk.advance()) {
        case GOING -> {
          // it is told when there is more
        }
        case PASSED -> outcome.passed();
        case FAILED -> outcome.failed(talk.why());
      }
    } catch (IOException e) {
      outcome.broken("the viewer left amid the handshake");
    }
  }

  @Override
  public void abandon() {
    outcome.broken("it was given up");
  }
}
