import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Deploys an agent and waits for it to finish: {@code java DeployAgent.java agent.py name}.
 *
 * <p>The id is derived from the name and the code, so that repeating the command finds the same
 * deployment; SLIPWAY_ID overrides it. SLIPWAY_TOKEN says who you are. Exit codes: 0 succeeded, 1 ended otherwise or waits for a
 * decision, 2 wrong usage, 3 refused, 4 no answer in time.
 */
public final class DeployAgent {
  private static final Duration MOST = Duration.ofMinutes(30);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  public static void main(String[] args) throws Exception {
    if (args.length != 2) {
      System.err.println("Usage: java DeployAgent.java agent.py name");
      System.exit(2);
    }
    try {
      System.exit(deploy(Files.readString(Path.of(args[0])), args[1]));
    } catch (IOException silent) {
      System.err.println("No answer: " + silent);
      System.exit(4);
    }
  }

  private static int deploy(String code, String name) throws Exception {
    String given = System.getenv("SLIPWAY_ID");
    String id = given == null ? name + "-" + digest(name + "\n" + code) : given;
    String body =
        "{\"function_name\":%s,\"code\":%s,\"runtime\":\"python3.11\",\"deployment_id\":%s}"
            .formatted(quoted(name), quoted(code), quoted(id));
    HttpResponse<String> answer =
        send(
            request("/deployments")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    if (answer.statusCode() != 202) {
      System.err.println(answer.body());
      return 3;
    }
    return await(id);
  }

  private static int await(String id) throws Exception {
    Instant end = Instant.now().plus(MOST);
    String before = "";
    while (Instant.now().isBefore(end)) {
      HttpResponse<String> view = send(request("/deployments/" + id).GET());
      if (view.statusCode() != 200) {
        System.err.println(view.body());
        return 3;
      }
      String status = status(view.body());
      if (!status.equals(before)) {
        System.out.println(id + ": " + status);
      }
      before = status;
      switch (status) {
        case "succeeded" -> {
          return 0;
        }
        case "queued", "running", "compensating" -> Thread.sleep(1000);
        default -> {
          System.err.println(view.body());
          return 1;
        }
      }
    }
    System.err.println(id + ": not ended after " + MOST.toMinutes() + " minutes; it continues");
    return 4;
  }

  private static HttpRequest.Builder request(String path) {
    String url = System.getenv().getOrDefault("SLIPWAY_URL", "http://127.0.0.1:8480");
    String token = System.getenv().getOrDefault("SLIPWAY_TOKEN", "");
    return HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
        .header("Authorization", "Bearer " + token)
        .timeout(Duration.ofSeconds(30));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The first status in a view is the deployment's own; those of its steps come later. */
  private static String status(String view) {
    var found = Pattern.compile("\"status\":\"([a-z_]+)\"").matcher(view);
    return found.find() ? found.group(1) : "unknown";
  }

  private static String digest(String text) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 6);
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
