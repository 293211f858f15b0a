package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.e2e.harness.OwnersScript;
import dev.slipway.e2e.harness.StormyCloud;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where AWS enforces permissions, an agent may do what the check proposes, and nothing without. */
class SuggestedRightsIT {
  private static final String CODE =
      """
      import boto3
      from strands import Agent, tool
      from strands.models import BedrockModel

      bookings = boto3.resource("dynamodb").Table("harbour-bookings")
      s3 = boto3.client("s3")


      @tool
      def book(boat: str) -> str:
          \"""Book a berth.

          Args:
              boat: Name of the boat.
          \"""
          bookings.put_item(Item={"boat": boat})
          s3.put_object(Bucket="harbour-notes", Key=f"{boat}.txt", Body=b"booked")
          return f"booked for {boat}"


      model = BedrockModel(
          model_id="us.amazon.nova-lite-v1:0", guardrail_id="GUARDRAIL", guardrail_version="DRAFT", streaming=False
      )
      agent = Agent(model=model, tools=[book], callback_handler=None)


      def main(prompt):
          if prompt.startswith("book "):
              return agent.tool.book(boat=prompt.removeprefix("book "))["content"][0]["text"]
          return str(agent(prompt))
      """;

  private static StormyCloud cloud;
  private static OwnersScript owner;
  private static String code;

  @BeforeAll
  static void furnishTheAccount() {
    cloud = StormyCloud.start();
    owner = new OwnersScript(cloud.emulator().address());
    owner.run(
        """
        boto3.client("dynamodb").create_table(TableName="harbour-bookings", BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "boat", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "boat", "KeyType": "HASH"}])
        boto3.client("s3").create_bucket(Bucket="harbour-notes")
        """);
    String guardrail =
        owner.run(
            """
            print(boto3.client("bedrock").create_guardrail(name="no-smuggling", blockedInputMessaging="not here",
                blockedOutputsMessaging="not here", wordPolicyConfig={"wordsConfig": [{"text": "contraband"}]})["guardrailId"])
            """);
    code = CODE.replace("GUARDRAIL", guardrail);
  }

  @AfterAll
  static void stop() {
    if (cloud != null) {
      cloud.close();
    }
  }

  @Test
  void withoutTheSuggestion_theDeploymentWarns_andAwsDeniesTheCall() {
    JsonNode view = deploy("rights-without", Map.of());

    assertThat(texts(view.path("warnings"), "message"))
        .anySatisfy(text -> assertThat(text).contains("does not allow dynamodb:PutItem"))
        .anySatisfy(text -> assertThat(text).contains("does not allow s3:PutObject"));
    assertThat(ask("rights-without", "book Kittiwake")).contains("AccessDenied");
    assertThat(booked("Kittiwake")).isEqualTo("no booking, no note");
  }

  @Test
  void withTheSuggestion_nothingIsWarnedOf_andTableBucketAndGuardrailWork() {
    JsonNode suggestion = check().path("permissions");

    JsonNode view = deploy("rights-with", Map.of("permissions", suggestion));

    assertThat(texts(view.path("warnings"), "code")).doesNotContain("missing_right");
    assertThat(ask("rights-with", "book Albatros")).isEqualTo("booked for Albatros");
    assertThat(booked("Albatros")).isEqualTo("a booking, a note");
    letTheEmulatorConverse("rights-with");
    assertThat(ask("rights-with", "carry contraband")).contains("not here");
    assertThat(ask("rights-with", "carry fish")).doesNotContain("not here");
  }

  @Test
  void theSuggestionIsNarrow_theRestOfTheAccountStaysOutOfReach() {
    assertThat(texts(check().path("permissions"), "Resource"))
        .containsExactlyInAnyOrder(
            "arn:aws:dynamodb:*:*:table/harbour-bookings", "arn:aws:s3:::harbour-notes/*");
  }

  /**
   * AWS wants bedrock:InvokeModel of who converses, which every agent has; the emulator wants an
   * action that AWS does not know.
   */
  private static void letTheEmulatorConverse(String name) {
    String role =
        cloud.world().roles.listRolesPaginator().roles().stream()
            .map(each -> each.roleName())
            .filter(each -> each.startsWith(TinyAgent.stack(name)))
            .findFirst()
            .orElseThrow();
    cloud
        .world()
        .roles
        .putRolePolicy(
            request ->
                request
                    .roleName(role)
                    .policyName("converse")
                    .policyDocument(
                        """
                        {"Version": "2012-10-17",
                         "Statement": [{"Effect": "Allow", "Action": "bedrock:Converse", "Resource": "*"}]}"""));
  }

  private static JsonNode check() {
    var answer = cloud.api().post("/check", Map.of("code", code));
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    return answer.body();
  }

  private static JsonNode deploy(String name, Map<String, ?> more) {
    var wanted = new HashMap<String, Object>(more);
    wanted.put("deployment_id", name);
    wanted.put("smoke_test", "off");
    JsonNode view = cloud.api().awaitEnd(cloud.api().deploy(name, code, wanted));
    assertThat(view.path("status").asText()).as(view.toPrettyString()).isEqualTo("succeeded");
    return view;
  }

  private static String ask(String name, String prompt) {
    var answer = cloud.api().invoke(TinyAgent.stack(name), Map.of("prompt", prompt));
    assertThat(answer.body().path("status_code").asInt()).as("%s", answer).isEqualTo(200);
    return answer.body().path("response").path("response").asText();
  }

  /** What the account's owner finds. */
  private static String booked(String boat) {
    return owner.run(
        """
        item = boto3.resource("dynamodb").Table("harbour-bookings").get_item(Key={"boat": "BOAT"})
        notes = boto3.client("s3").list_objects_v2(Bucket="harbour-notes", Prefix="BOAT").get("Contents")
        print("a booking," if "Item" in item else "no booking,", "a note" if notes else "no note")
        """
            .replace("BOAT", boat));
  }

  private static List<String> texts(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(each -> each.path(field))
        .map(each -> each.isArray() ? each.path(0).asText() : each.asText())
        .toList();
  }
}
