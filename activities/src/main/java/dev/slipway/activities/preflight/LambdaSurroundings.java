package dev.slipway.activities.preflight;

import dev.slipway.activities.live.LiveFunction;
import dev.slipway.activities.live.StackSnapshot;
import dev.slipway.activities.stack.CloudClients;
import dev.slipway.workflows.steps.Preflight;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** The account as an agent on Lambda finds it. */
public final class LambdaSurroundings implements Surroundings {
  private final CloudClients clients;
  private final NameOwner owner;
  private final LiveFunction functions;

  public LambdaSurroundings(CloudClients clients) {
    this.clients = clients;
    this.owner = new NameOwner(clients);
    this.functions = new LiveFunction(clients);
  }

  @Override
  public String service() {
    return "lambda.amazonaws.com";
  }

  @Override
  public boolean nameIsFree(Preflight.Input input) {
    return owner.check(input);
  }

  @Override
  public List<Permissions.Wanted> permissions(Preflight.Input input, String role) {
    return FunctionPermissions.of(input, role);
  }

  @Override
  public Outlook quotas(Preflight.Input input, Consumer<String> log) {
    return new LambdaQuotas(clients.lambda(input.agent().region()), log).ask(input);
  }

  @Override
  public String logGroup(Preflight.Input input) {
    return "/aws/lambda/" + input.functionName();
  }

  @Override
  public StackSnapshot snapshot(String region, Stack stack, String template) {
    var live =
        StackSnapshot.function(stack)
            .flatMap(name -> functions.find(region, name, LiveFunction.ALIAS))
            .map(LiveFunction.Version::facts)
            .orElse(null);
    return StackSnapshot.of(stack, template, live);
  }
}
