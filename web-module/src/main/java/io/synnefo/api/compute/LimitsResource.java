package io.synnefo.api.compute;

import io.synnefo.api.http.Bearer;
import io.synnefo.api.http.JsonDoc;
import io.synnefo.flavor.Flavor;
import io.synnefo.flavor.Flavors;
import io.synnefo.server.ServerQuery;
import io.synnefo.server.ServerView;
import io.synnefo.server.ServerViews;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a project may use, and what it does use. There are no quotas yet: -1 is no limit. */
@Path("compute/v2.1/limits")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class LimitsResource {
  private static final int NO_LIMIT = -1;
  private static final int MOST_COUNTED = 10_000;

  @Inject ServerViews servers;
  @Inject Flavors flavors;

  /** The caller's project. */
  @GET
  public JsonObject show(@Context SecurityContext who) {
    List<ServerView> used = servers.list(Bearer.caller(who), ServerQuery.all(MOST_COUNTED));
    Map<String, Flavor> known =
        flavors.list().stream().collect(Collectors.toMap(Flavor::id, Function.identity()));
    List<Flavor> sizes =
        used.stream().map(ServerView::flavorId).filter(known::containsKey).map(known::get).toList();
    JsonDoc absolute = JsonDoc.object();
    putMost(absolute);
    absolute
        .put("totalRAMUsed", sizes.stream().mapToLong(Flavor::ramMib).sum())
        .put("totalCoresUsed", sizes.stream().mapToLong(Flavor::vcpus).sum())
        .put("totalInstancesUsed", used.size())
        .put("totalFloatingIpsUsed", 0)
        .put("totalSecurityGroupsUsed", 0)
        .put("totalServerGroupsUsed", 0);
    JsonDoc limits = JsonDoc.object().put("rate", JsonValue.EMPTY_JSON_ARRAY);
    return JsonDoc.object().put("limits", limits.put("absolute", absolute)).build();
  }

  private static void putMost(JsonDoc absolute) {
    absolute
        .put("maxTotalInstances", NO_LIMIT)
        .put("maxTotalCores", NO_LIMIT)
        .put("maxTotalRAMSize", NO_LIMIT)
        .put("maxServerMeta", 128)
        .put("maxImageMeta", 128)
        .put("maxPersonality", 0)
        .put("maxPersonalitySize", 0)
        .put("maxTotalKeypairs", 0)
        .put("maxServerGroups", 0)
        .put("maxServerGroupMembers", 0)
        .put("maxTotalFloatingIps", 0)
        .put("maxSecurityGroups", NO_LIMIT)
        .put("maxSecurityGroupRules", NO_LIMIT);
  }
}
