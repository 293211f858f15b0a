import dev.slipway.client.AgentsApi;
import dev.slipway.client.ApiClient;
import dev.slipway.client.ApiException;
import dev.slipway.client.DeploymentsApi;
import dev.slipway.client.model.AgentName;
import dev.slipway.client.model.DeploymentRequest;
import dev.slipway.client.model.DeploymentResponse;
import dev.slipway.client.model.InvocationRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Deploys an agent and asks it something, with a client generated from docs/reference/openapi.json:
 * {@code java -cp … GeneratedClient http://127.0.0.1:8480 agent.py name}. docs/reference/api.md says
 * how to generate it. SLIPWAY_TOKEN says who you are.
 */
public final class GeneratedClient {
  private static final Set<DeploymentResponse.StatusEnum> IN_PROGRESS =
      Set.of(
          DeploymentResponse.StatusEnum.QUEUED,
          DeploymentResponse.StatusEnum.RUNNING,
          DeploymentResponse.StatusEnum.COMPENSATING);

  private GeneratedClient() {}

  public static void main(String[] args) throws Exception {
    ApiClient client = new ApiClient();
    client.updateBaseUri(args[0]);
    String token = System.getenv().getOrDefault("SLIPWAY_TOKEN", "");
    client.setRequestInterceptor(
        request -> request.setHeader("Authorization", "Bearer " + token));
    try {
      DeploymentResponse ended = deploy(new DeploymentsApi(client), args[1], args[2]);
      System.out.println(ended.getDeploymentId() + ": " + ended.getStatus());
      AgentName agent = ended.getAgent();
      InvocationRequest question = new InvocationRequest().prompt("Are you there?");
      var answer =
          new AgentsApi(client).invokeAgent(agent.getRegion(), agent.getStackName(), null, question);
      System.out.println(answer.getStatusCode() + ": " + answer.getResponse());
    } catch (ApiException refused) {
      System.err.println(refused.getResponseBody());
      System.exit(1);
    }
  }

  private static DeploymentResponse deploy(DeploymentsApi deployments, String file, String name)
      throws Exception {
    DeploymentRequest request =
        new DeploymentRequest()
            .functionName(name)
            .code(Files.readString(Path.of(file)))
            .runtime(DeploymentRequest.RuntimeEnum.PYTHON3_11);
    String id = deployments.deploy(request, null).getDeploymentId();
    DeploymentResponse view = deployments.getDeployment(id);
    while (IN_PROGRESS.contains(view.getStatus())) {
      Thread.sleep(500);
      view = deployments.getDeployment(id);
    }
    return view;
  }
}
