package dev.slipway.activities.preflight;

import dev.slipway.activities.stack.OnlyCloudFormation;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;

/** Lambda's surroundings, of which no service is asked. */
final class OnLambda {
  static final Surroundings SURROUNDINGS =
      new LambdaSurroundings(
          new OnlyCloudFormation(
              new CloudFormationClient() {
                @Override
                public String serviceName() {
                  return "cloudformation";
                }

                @Override
                public void close() {}
              }));

  private OnLambda() {}
}
