package dev.slipway.storage.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;

class StackRoleTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/slipway-cloudformation";

  @Test
  void requestsToOtherServices_areLeftAlone() {
    SdkRequest list = ListBucketsRequest.builder().build();
    var attributes =
        new ExecutionAttributes().putAttribute(SdkExecutionAttribute.SERVICE_NAME, "S3");

    assertThat(
            new StackRole(ROLE)
                .modifyRequest(InterceptorContext.builder().request(list).build(), attributes))
        .isSameAs(list);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "slipway-cloudformation",
        "arn:aws:iam::1:role/x",
        "arn:aws:iam::123456789012:user/x"
      })
  void whatIsNoRole_stopsTheStart(String arn) {
    assertThatThrownBy(() -> AwsSettings.at(null).withStackRole(arn))
        .hasMessageContaining("slipway.aws.cloudformation-role: '" + arn + "' (expected: the ARN");
  }
}
