package dev.slipway.storage.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.storage.aws.ScriptedAws.Reply;
import dev.slipway.workflows.failure.FailureType;
import dev.slipway.workflows.model.AccountRole;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.services.sts.model.Tag;

class AssumedRoleTest {
  private static final String ARN = "arn:aws:iam::222222222222:role/slipway";

  private static final String ASSUMED =
      """
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
      <Credentials><AccessKeyId>ASIAOTHER</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
      <SessionToken>t</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration></Credentials>
      </AssumeRoleResult></AssumeRoleResponse>""";

  private static final String IDENTITY =
      """
      <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <GetCallerIdentityResult><Account>222222222222</Account><Arn>a</Arn><UserId>u</UserId>
      </GetCallerIdentityResult></GetCallerIdentityResponse>""";

  private static final String REFUSED =
      """
      <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
      <Code>AccessDenied</Code><Message>User: arn:aws:iam::111111111111:user/slipway is not authorized to
       perform: %s on resource: arn:aws:iam::222222222222:role/slipway</Message></Error>
      <RequestId>r</RequestId></ErrorResponse>""";

  @Test
  void request_saysForWhomItIs() {
    var request =
        AssumedRole.request(
            new AccountRole(
                "prod", ARN, "slipway-4711", "https://login.example/realms/a/kim@example.com"));

    assertThat(request.roleArn()).isEqualTo(ARN);
    assertThat(request.externalId()).isEqualTo("slipway-4711");
    assertThat(request.roleSessionName()).isEqualTo("slipway-kim@example.com");
    assertThat(request.tags())
        .containsExactly(
            Tag.builder()
                .key("slipway:principal")
                .value("https://login.example/realms/a/kim@example.com")
                .build());
  }

  @Test
  void whatNobodyAskedFor_hasNoTag() {
    var request = AssumedRole.request(new AccountRole("prod", ARN, null, null));

    assertThat(request.externalId()).isNull();
    assertThat(request.roleSessionName()).isEqualTo("slipway");
    assertThat(request.tags()).isEmpty();
  }

  @Test
  void principal_isCutToWhatStsAllows() {
    String long1 = "https://issuer.example/" + "ä|*".repeat(200);
    var request = AssumedRole.request(new AccountRole("prod", ARN, null, long1));

    assertThat(request.roleSessionName()).hasSize(64).matches("[\\w+=,.@-]+");
    assertThat(request.tags().getFirst().value())
        .hasSize(256)
        .startsWith("https://issuer.example/ä--ä");
  }

  @ParameterizedTest
  @CsvSource({"aws, us-east-1", "aws-cn, cn-north-1", "aws-us-gov, us-gov-west-1"})
  void region_isOneOfTheRolesPartition(String partition, String region) {
    var role = new AccountRole("x", ARN.replace("arn:aws:", "arn:" + partition + ":"), null, null);

    assertThat(AssumedRole.region(role)).isEqualTo(region);
  }

  @Test
  void clients_assumeTheRoleOnce_andActWithIt() {
    try (var aws =
            new ScriptedAws(
                request -> new Reply(200, request.key().equals("ASIAOTHER") ? IDENTITY : ASSUMED));
        var own = aws.clients(BucketNames.DEFAULT);
        var other = own.as(new AccountRole("prod", ARN, null, null))) {
      assertThat(other.sts("eu-west-1").getCallerIdentity().account()).isEqualTo("222222222222");
      other.sts("eu-west-1").getCallerIdentity();

      assertThat(aws.seen())
          .extracting(ScriptedAws.Request::key)
          .containsExactly("a", "ASIAOTHER", "ASIAOTHER");
    }
  }

  /** As after an emulator's restart, or when an administrator revokes sessions. */
  @Test
  void sessionThatIsRefused_isBegunAnew() {
    AtomicInteger refusals = new AtomicInteger(1);
    try (var aws =
            new ScriptedAws(
                request ->
                    !request.key().equals("ASIAOTHER")
                        ? new Reply(200, ASSUMED)
                        : refusals.getAndDecrement() > 0
                            ? new Reply(403, "no such session")
                            : new Reply(200, IDENTITY));
        var own = aws.clients(BucketNames.DEFAULT);
        var other = own.as(new AccountRole("prod", ARN, null, null))) {
      var sts = other.sts("eu-west-1");

      assertThatThrownBy(sts::getCallerIdentity).isInstanceOf(StsException.class);
      assertThat(sts.getCallerIdentity().account()).isEqualTo("222222222222");
      assertThat(aws.seen())
          .extracting(ScriptedAws.Request::key)
          .containsExactly("a", "ASIAOTHER", "a", "ASIAOTHER");
    }
  }

  @ParameterizedTest
  @CsvSource({"sts:AssumeRole", "sts:TagSession"})
  void roleThatIsRefused_isExplained(String action) {
    try (var aws =
            new ScriptedAws(_ -> new Reply(403, REFUSED.replace("\n", "").formatted(action)));
        var own = aws.clients(BucketNames.DEFAULT);
        var other = own.as(new AccountRole("prod", ARN, null, null))) {
      var refused =
          catchThrowableOfType(StsException.class, () -> other.s3("eu-west-1").listBuckets());

      var failure = AwsFailures.explain(refused);
      assertThat(failure.type()).isEqualTo(FailureType.ROLE_NOT_ASSUMED);
      assertThat(failure.message())
          .isEqualTo("The role of the account can't be assumed: " + ARN + ".");
      assertThat(failure.evidence().getFirst()).contains(action, ARN);
    }
  }

  @Test
  void whatSettingsName_hasTheSameNameInTheOtherAccount() {
    var settings =
        AwsSettings.at(null).withStackRole("arn:aws:iam::111111111111:role/slipway-cloudformation");

    assertThat(settings.inAccountOf(ARN).stackRole())
        .isEqualTo("arn:aws:iam::222222222222:role/slipway-cloudformation");
    assertThat(AwsSettings.at(null).inAccountOf(ARN).stackRole()).isNull();
    assertThat(AwsSettings.moved("arn:aws:iam::aws:policy/PowerUserAccess", ARN))
        .isEqualTo("arn:aws:iam::aws:policy/PowerUserAccess");
  }
}
