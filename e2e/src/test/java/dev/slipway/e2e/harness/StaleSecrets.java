package dev.slipway.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;

/**
 * The list of secrets is that of a while ago: on AWS up to five minutes, here before the last
 * secret was created or deleted. Each page has one.
 */
final class StaleSecrets implements Habit {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Emulated world;
  private final AtomicInteger wrong = new AtomicInteger();
  private volatile List<SecretListEntry> listed = List.of();

  StaleSecrets(Emulated world) {
    this.world = world;
  }

  @Override
  public byte[] answer(HttpMessage request, Cloud behind) throws IOException, InterruptedException {
    return switch (request.operation()) {
      case "CreateSecret", "DeleteSecret" -> {
        listed = now();
        yield behind.ask(request);
      }
      case "ListSecrets" -> list(JSON.readTree(request.text()));
      default -> behind.ask(request);
    };
  }

  private List<SecretListEntry> now() {
    return world.secrets.listSecretsPaginator().stream()
        .flatMap(page -> page.secretList().stream())
        .toList();
  }

  private byte[] list(JsonNode question) {
    if (!names(listed).equals(names(now()))) {
      wrong.incrementAndGet();
    }
    String prefix = question.at("/Filters/0/Values/0").asText();
    var matching = listed.stream().filter(secret -> secret.name().startsWith(prefix)).toList();
    int first = question.path("NextToken").asInt();
    var page = JSON.createObjectNode();
    var shown = page.putArray("SecretList");
    matching.stream()
        .skip(first)
        .limit(1)
        .forEach(
            secret ->
                shown
                    .addObject()
                    .put("Name", secret.name())
                    .put("ARN", secret.arn())
                    .put("CreatedDate", secret.createdDate().getEpochSecond()));
    if (first + 1 < matching.size()) {
      page.put("NextToken", String.valueOf(first + 1));
    }
    return HttpMessage.answer(200, "application/x-amz-json-1.1", page.toString());
  }

  private static List<String> names(List<SecretListEntry> secrets) {
    return secrets.stream().map(SecretListEntry::name).toList();
  }

  @Override
  public int times() {
    return wrong.get();
  }
}
