package io.synnefo.server;

import io.synnefo.kernel.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates servers: two short transactions with the call to Ganeti between them. */
@ApplicationScoped
public class CreateServer {
  @Inject Admission admission;
  @Inject RegisterServer registerServer;
  @Inject SubmitJob submitJob;

  /**
   * What is asked for.
   *
   * @param adminPass null: one is made
   */
  public record Command(
      String name,
      String flavorRef,
      UUID imageRef,
      Map<String, String> metadata,
      @Nullable String adminPass) {
    /** Copies the metadata. */
    public Command {
      metadata = Map.copyOf(metadata);
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "Command[" + name + ", " + flavorRef + ", " + imageRef + "]";
    }
  }

  /** What was made. */
  public record Created(UUID id, String adminPass) {
    /** Without the password. */
    @Override
    public String toString() {
      return "Created[" + id + "]";
    }
  }

  /**
   * The server exists, in BUILD, and Ganeti has been asked to build it. When no answer came in time
   * it exists all the same, and what became of the request is found out.
   *
   * <p>Faults: badRequest when flavor or image do not exist or do not fit; serviceUnavailable when
   * no cluster takes it, and then nothing of it is left.
   */
  public Created create(Caller caller, Command command) {
    return admission.admit(() -> admitted(caller, command));
  }

  private Created admitted(Caller caller, Command command) {
    String given = command.adminPass();
    String password = given == null ? AdminPassword.random() : given;
    RegisterServer.Registered made = registerServer.register(caller, command, password);
    submitJob.submit(
        made.asked(), client -> client.createInstance(made.request(), made.asked().reason()));
    return new Created(made.id(), password);
  }
}
