package dev.slipway.storage.aws;

import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;

/** Members of a request by their names in AWS's models, whatever its class. */
final class RequestMembers {
  private RequestMembers() {}

  static Optional<String> text(SdkRequest request, String name) {
    return field(request, name).map(field -> field.getValueOrDefault(request)).map(String::valueOf);
  }

  /** The request with a member set; the same if it has no such member. */
  static SdkRequest with(SdkRequest request, String name, String value) {
    Optional<SdkField<?>> field = field(request, name);
    if (field.isEmpty()) {
      return request;
    }
    SdkRequest.Builder builder = request.toBuilder();
    field.get().set(builder, value);
    return builder.build();
  }

  private static Optional<SdkField<?>> field(SdkPojo request, String name) {
    return request.sdkFields().stream()
        // The SDK has a name of its own for some, such as DestinationBucket.
        .filter(
            field -> name.equals(field.memberName()) || name.equals(field.unmarshallLocationName()))
        .findFirst()
        .map(field -> (SdkField<?>) field);
  }
}
