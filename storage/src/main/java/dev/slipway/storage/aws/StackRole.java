package dev.slipway.storage.aws;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Lets CloudFormation act with a role of its own in everything that changes a stack, so that the
 * worker needs no rights on functions, roles and logs.
 */
record StackRole(String arn) implements ExecutionInterceptor {
  @Override
  public SdkRequest modifyRequest(
      Context.ModifyRequest context, ExecutionAttributes executionAttributes) {
    String service = executionAttributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    return "CloudFormation".equals(service)
        ? RequestMembers.with(context.request(), "RoleARN", arn)
        : context.request();
  }
}
