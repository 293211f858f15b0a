package dev.slipway.worker;

import dev.slipway.activities.process.ChildEnvironment;
import dev.slipway.api.PublicUrl;
import dev.slipway.storage.aws.AwsSettings;
import dev.slipway.storage.aws.BucketNames;
import dev.slipway.temporal.TemporalSettings;
import dev.slipway.workflows.temporal.WorkerBuild;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything that can be set on a worker, bound from {@code slipway.*}.
 *
 * @param temporal the connection to Temporal
 * @param receivers the file with the receivers of notices; none when absent
 * @param publicUrl where people reach the server's pages, for links in notices; no links when
 *     absent
 * @param workDirectory where steps work and caches are; may be lost at any time
 */
@ConfigurationProperties("slipway")
public record WorkerSettings(
    @DefaultValue TemporalSettings temporal,
    @DefaultValue Aws aws,
    @DefaultValue Tools tools,
    @DefaultValue("/tmp/slipway") Path workDirectory,
    @DefaultValue Slots slots,
    @DefaultValue Audit audit,
    @DefaultValue Worker worker,
    @Nullable Path receivers,
    @Nullable URI publicUrl) {
  /** Variable with the work directory, set for every program that a step runs. */
  public static final String MARK_OF_TOOLS = ChildEnvironment.WORKS_FOR;

  public WorkerSettings {
    receivers = receivers == null || receivers.toString().isBlank() ? null : receivers;
    publicUrl = PublicUrl.of(publicUrl);
  }

  /**
   * How AWS is reached.
   *
   * @param endpoint an emulator's address; absent for the real AWS
   * @param bucket how the artifact buckets are called; absent for those that Slipway creates
   * @param cloudformationRole ARN of the role that CloudFormation acts with; absent for the
   *     worker's own rights
   * @param permissionsBoundary ARN of the policy that limits every agent's role; absent for none
   */
  public record Aws(
      @Nullable URI endpoint,
      @Nullable String bucket,
      @Nullable String cloudformationRole,
      @Nullable String permissionsBoundary) {
    private static final Pattern POLICY =
        Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}|aws):policy/[\\w+=,.@/-]{1,512}");

    public Aws {
      bucket = given(bucket);
      cloudformationRole = given(cloudformationRole);
      permissionsBoundary = given(permissionsBoundary);
      if (permissionsBoundary != null && !POLICY.matcher(permissionsBoundary).matches()) {
        throw new IllegalArgumentException(
            "slipway.aws.permissions-boundary: '%s' (expected: the ARN of a policy, such as arn:aws:iam::123456789012:policy/agents)"
                .formatted(permissionsBoundary));
      }
    }

    /** A variable that is set to nothing is not set. */
    private static @Nullable String given(@Nullable String value) {
      return value == null || value.isBlank() ? null : value;
    }

    AwsSettings settings() {
      return AwsSettings.at(endpoint)
          .withBuckets(BucketNames.of(bucket))
          .withStackRole(cloudformationRole);
    }
  }

  /**
   * What tells workers apart.
   *
   * @param build which build of Slipway it runs, where several run side by side; absent for a
   *     worker that takes over whatever others began
   */
  public record Worker(@Nullable String build) {
    public Worker {
      build = build == null || build.isBlank() ? null : build;
      if (build != null && !WorkerBuild.isId(build)) {
        throw new IllegalArgumentException(
            "slipway.worker.build: '%s' (expected: %s)".formatted(build, WorkerBuild.EXPECTED));
      }
    }

    @Nullable WorkerBuild versioned() {
      return build == null ? null : new WorkerBuild(build);
    }
  }

  /** The programs the steps run: paths, or names to be found on PATH. */
  public record Tools(
      @DefaultValue("sam") String sam,
      @DefaultValue("uv") String uv,
      @DefaultValue("python3") String python) {}

  /**
   * How many activities run at once.
   *
   * @param build CPU bound; 0 for as many as there are processors
   * @param cloud waiting for AWS
   * @param cloudPerSecond starts of cloud activities per second across all workers; keeps the
   *     account below CloudFormation's and Lambda's API limits
   */
  public record Slots(
      @DefaultValue("0") int build,
      @DefaultValue("200") int cloud,
      @DefaultValue("20") double cloudPerSecond) {
    public Slots {
      if (build < 0 || cloud < 1 || cloudPerSecond <= 0) {
        throw new IllegalArgumentException(
            "slipway.slots: build %d, cloud %d, cloud-per-second %s (expected: at least 0, 1 and above 0)"
                .formatted(build, cloud, cloudPerSecond));
      }
      if (build == 0) {
        build = Runtime.getRuntime().availableProcessors();
      }
    }
  }

  /**
   * How audit bundles are kept.
   *
   * @param retentionDays how long S3 Object Lock keeps a bundle from being deleted, where the
   *     bucket has it; 0 leaves that to the bucket's own default rule
   */
  public record Audit(@DefaultValue("0") int retentionDays) {
    /** S3 allows a hundred years. */
    private static final int MAX_DAYS = 36_500;

    public Audit {
      if (retentionDays < 0 || retentionDays > MAX_DAYS) {
        throw new IllegalArgumentException(
            "slipway.audit.retention-days: %d (expected: 0 to %d)"
                .formatted(retentionDays, MAX_DAYS));
      }
    }

    Duration retention() {
      return Duration.ofDays(retentionDays);
    }
  }
}
