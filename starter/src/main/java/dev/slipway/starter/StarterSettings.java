package dev.slipway.starter;

import dev.slipway.api.PublicUrl;
import dev.slipway.temporal.TemporalSettings;
import dev.slipway.workflows.model.TimeLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * All settings of the starter; invalid values prevent startup.
 *
 * @param temporal the connection to Temporal
 * @param home the folder with the token of this server's owner, unless another file is named
 * @param watchers how many clients may follow events on this starter at once; each costs a
 *     connection
 * @param publicUrl where people reach it, for example through a proxy; its host is accepted along
 *     with this machine's own names, and no other is
 * @param policy the file with the rules for requests; no rules when absent
 * @param receivers the workers' file with the receivers of notices; when absent, deployments send
 *     none
 * @param allowedOrigins other sites whose pages may call the API and listen at {@code /ws}
 */
@ConfigurationProperties("slipway")
public record StarterSettings(
    @DefaultValue TemporalSettings temporal,
    @DefaultValue Aws aws,
    @DefaultValue Limits limits,
    @DefaultValue Approval approval,
    @DefaultValue SignIn signIn,
    @DefaultValue(".slipway") Path home,
    @DefaultValue("2000") int watchers,
    @Nullable URI publicUrl,
    @Nullable Path policy,
    @Nullable Path receivers,
    @DefaultValue List<String> allowedOrigins) {
  /** Tomcat takes 4,096 connections; some must remain for clients other than watchers. */
  private static final int MAX_WATCHERS = 3_500;

  private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.-]+(:\\d{1,5})?");

  public StarterSettings {
    if (watchers < 1 || watchers > MAX_WATCHERS) {
      throw new IllegalArgumentException(
          "slipway.watchers: %d (expected: 1 to %d)".formatted(watchers, MAX_WATCHERS));
    }
    publicUrl = PublicUrl.of(publicUrl);
    policy = policy == null || policy.toString().isBlank() ? null : policy;
    receivers = receivers == null || receivers.toString().isBlank() ? null : receivers;
    for (String origin : allowedOrigins) {
      if (!ORIGIN.matcher(origin).matches()) {
        throw new IllegalArgumentException(
            "slipway.allowed-origins: '%s' (expected: addresses such as https://app.example.com)"
                .formatted(origin));
      }
    }
    allowedOrigins = List.copyOf(allowedOrigins);
  }

  /**
   * Where to reach AWS.
   *
   * @param endpoint address of an emulator; AWS itself when absent
   * @param bucket how the artifact buckets are called; absent for those that Slipway creates
   */
  public record Aws(@Nullable URI endpoint, @Nullable String bucket) {
    public Aws {
      endpoint =
          endpoint == null || endpoint.toString().isBlank()
              ? null
              : requireHttp("slipway.aws.endpoint", endpoint);
    }
  }

  /** Time limits for deployments admitted from now on; see {@link TimeLimits}. */
  public record Limits(
      @DefaultValue(TimeLimits.STEP) Duration step,
      @DefaultValue(TimeLimits.DEPLOYMENT) Duration deployment,
      @DefaultValue(TimeLimits.QUEUE) Duration queue,
      @DefaultValue(TimeLimits.PARK) Duration park,
      @DefaultValue(TimeLimits.APPROVAL) Duration approval) {
    public Limits {
      TimeLimits.requireSensible(step, deployment, queue, park, approval);
    }

    /** In the form that an order carries. */
    public TimeLimits ofAnOrder() {
      return new TimeLimits(step, deployment, queue, park, approval);
    }
  }

  /**
   * How callers prove who they are, beside the identity providers that the policy names.
   *
   * @param tokenFile the file with the token of whoever owns this server, created when missing; if
   *     absent, {@code token} in the home, unless there are identity providers
   * @param keyFile the file with the key that signs the page's sessions; without it they end with
   *     the server, and several servers don't share them
   * @param region where API tokens are kept
   */
  public record SignIn(
      @Nullable Path tokenFile, @Nullable Path keyFile, @DefaultValue("us-east-1") String region) {
    public SignIn {
      tokenFile = tokenFile == null || tokenFile.toString().isBlank() ? null : tokenFile;
      keyFile = keyFile == null || keyFile.toString().isBlank() ? null : keyFile;
    }
  }

  /** Who may approve a plan. */
  public record Approval(@DefaultValue("unless-shared") SelfApproval self) {}

  /** Whether requesters may approve their own deployments. */
  public enum SelfApproval {
    /** Only where nobody else can sign in. */
    UNLESS_SHARED,
    ALLOWED,
    FORBIDDEN
  }

  static URI requireHttp(String name, URI value) {
    if (!"http".equals(value.getScheme()) && !"https".equals(value.getScheme())) {
      throw new IllegalArgumentException(
          "%s: '%s' (expected: an http or https address)".formatted(name, value));
    }
    return value;
  }
}
