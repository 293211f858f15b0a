package dev.slipway.storage.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;

/** The ways in which a profile may say where credentials come from. */
class CredentialSourcesTest {
  @TempDir Path folder;

  /** The SDK needs two more modules for it, and says so only when such a profile is used. */
  @Test
  void profileOfIamIdentityCenter_isUnderstood() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("config"),
            """
            [default]
            sso_session = company
            sso_account_id = 123456789012
            sso_role_name = Deployer

            [sso-session company]
            sso_region = eu-west-1
            sso_start_url = https://example.awsapps.com/start
            """);
    var profiles =
        ProfileFile.builder().content(config).type(ProfileFile.Type.CONFIGURATION).build();

    Throwable signedOut =
        catchThrowable(
            () ->
                ProfileCredentialsProvider.builder()
                    .profileFile(profiles)
                    .build()
                    .resolveCredentials());

    assertThat(signedOut).hasMessageContaining("token").message().doesNotContain("class path");
  }
}
