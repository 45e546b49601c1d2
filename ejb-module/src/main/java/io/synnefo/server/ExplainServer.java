package io.synnefo.server;

import io.synnefo.kernel.Fault;
import io.synnefo.kernel.FaultCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Tells an operator why a server is as it is: request, job, opcode, message, rule, state. */
@ApplicationScoped
public class ExplainServer {
  /** The latest steps that are told. */
  static final int MOST_STEPS = 1000;

  @Inject ServerStories stories;
  @Inject ShapeRows shapes;
  @Inject InstanceNames names;

  /**
   * The story of any project's server, destroyed ones too.
   *
   * @param reference its id in the API, or its instance's name in Ganeti
   * @fault itemNotFound 404 when neither a server nor a history is there
   */
  @Transactional
  public ServerStory explain(String reference) {
    long id = idOf(reference).orElseThrow(() -> unknown(reference));
    Optional<ServerStory.Now> now = stories.now(id);
    List<ServerStep> steps = stories.steps(id, MOST_STEPS + 1);
    if (now.isEmpty() && steps.isEmpty()) {
      throw unknown(reference);
    }
    boolean older = steps.size() > MOST_STEPS;
    List<ServerStep> told = older ? steps.subList(1, steps.size()) : steps;
    return new ServerStory(names.of(id), now.orElse(null), shapes.read(id), older, told);
  }

  private Optional<Long> idOf(String reference) {
    return names.serverId(reference).isPresent()
        ? Optional.of(names.serverId(reference).getAsLong())
        : stories.idOf(reference);
  }

  private static Fault unknown(String reference) {
    return new Fault(FaultCode.ITEM_NOT_FOUND, "There is no server or instance " + reference + ".");
  }
}
