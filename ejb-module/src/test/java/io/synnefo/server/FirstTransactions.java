package io.synnefo.server;

import io.synnefo.flavor.FlavorFixtures;
import io.synnefo.ganeti.CreateInstanceRequest;
import io.synnefo.image.ImageFixtures;
import io.synnefo.kernel.Caller;
import java.util.Optional;
import java.util.UUID;

/** What comes before Ganeti is asked, each in a transaction of the {@link Cloud}'s. */
@SuppressWarnings("UnnecessaryAssignment") // here is the framework
final class FirstTransactions {
  private FirstTransactions() {}

  static BeginTask beginTask(Cloud cloud) {
    BeginTask wired =
        new BeginTask() {
          @Override
          Optional<Asked> begin(Caller caller, UUID uuid, ServerAction action) {
            return cloud.tx(() -> super.begin(caller, uuid, action));
          }
        };
    wired.servers = cloud.servers;
    wired.history = cloud.history;
    wired.backends = cloud.backends;
    wired.names = cloud.names;
    wired.settings = cloud.patience;
    wired.clock = cloud.databaseClock;
    return wired;
  }

  static RegisterServer registerServer(Cloud cloud) {
    RegisterServer wired =
        new RegisterServer() {
          @Override
          Registered register(Caller caller, CreateServer.Command command, String password) {
            return cloud.tx(() -> super.register(caller, command, password));
          }
        };
    wired.findParts = new FindParts();
    wired.findParts.flavors = FlavorFixtures.flavors(cloud.em);
    wired.findParts.images = ImageFixtures.images(cloud.em);
    wired.backends = cloud.backends;
    wired.servers = cloud.servers;
    wired.kept = cloud.kept;
    wired.history = cloud.history;
    wired.names = cloud.names;
    wired.settings = cloud.patience;
    wired.clock = cloud.databaseClock;
    return wired;
  }

  static SecondCreation secondCreation(Cloud cloud) {
    SecondCreation wired =
        new SecondCreation() {
          @Override
          public Optional<CreateInstanceRequest> of(DueServer due) {
            return cloud.tx(() -> super.of(due));
          }
        };
    wired.backends = cloud.backends;
    wired.kept = cloud.kept;
    return wired;
  }
}
