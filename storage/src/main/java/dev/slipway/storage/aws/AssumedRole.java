package dev.slipway.storage.aws;

import dev.slipway.workflows.model.AccountRole;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Tag;

/** How a role of another account is assumed, so that its CloudTrail shows for whom. */
final class AssumedRole {
  /** The session tag with the issuer and the subject of whoever asked. */
  static final String PRINCIPAL = "slipway:principal";

  /** The session of what nobody asked for. */
  private static final String SLIPWAY = "slipway";

  /** STS allows 64 characters in a session's name, 256 in a tag's value. */
  private static final int LONGEST_NAME = 64;

  private static final int LONGEST_TAG = 256;

  private AssumedRole() {}

  /** Credentials that are fetched when first needed, and again before they expire. */
  static StsAssumeRoleCredentialsProvider credentials(StsClient sts, AccountRole role) {
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(sts)
        .refreshRequest(request(role))
        .build();
  }

  static AssumeRoleRequest request(AccountRole role) {
    return AssumeRoleRequest.builder()
        .roleArn(role.arn())
        .externalId(role.externalId())
        .roleSessionName(sessionName(role.principal()))
        .tags(tags(role.principal()))
        .build();
  }

  /** The region whose STS every account of the role's partition reaches. */
  static String region(AccountRole role) {
    return switch (role.arn().split(":", 3)[1]) {
      case "aws-cn" -> "cn-north-1";
      case "aws-us-gov" -> "us-gov-west-1";
      default -> "us-east-1";
    };
  }

  /** The end of the subject tells people apart; issuers have the beginning in common. */
  private static String sessionName(@Nullable String principal) {
    if (principal == null) {
      return SLIPWAY;
    }
    String name = SLIPWAY + "-" + principal.substring(principal.lastIndexOf('/') + 1);
    return cut(name.replaceAll("[^\\w+=,.@-]", "-"), LONGEST_NAME);
  }

  private static List<Tag> tags(@Nullable String principal) {
    if (principal == null) {
      return List.of();
    }
    String value = principal.replaceAll("[^\\p{L}\\p{Z}\\p{N}_.:/=+@-]", "-");
    return List.of(Tag.builder().key(PRINCIPAL).value(cut(value, LONGEST_TAG)).build());
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
