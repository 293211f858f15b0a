package dev.slipway.temporal.codec;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.SearchAttributes;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.WorkflowExecutionCancelRequestedEventAttributes;
import io.temporal.api.history.v1.WorkflowExecutionTerminatedEventAttributes;
import io.temporal.api.update.v1.Request;
import io.temporal.api.workflowservice.v1.RequestCancelWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Messages with a secret wherever Slipway could have put one. */
final class Filled {
  static final String SECRET = "canary-to-hide";
  static final String SEARCHED = "name-to-search";

  /** Types that are being filled: some contain themselves. */
  private final Deque<Descriptor> open = new ArrayDeque<>();

  private Filled() {}

  static Message like(Message prototype) {
    return new Filled().fill(prototype.newBuilderForType());
  }

  /** What can be found in its bytes. */
  static String text(Message message) {
    return new String(message.toByteArray(), StandardCharsets.ISO_8859_1);
  }

  private Message fill(Message.Builder builder) {
    Descriptor type = builder.getDescriptorForType();
    if (builder instanceof Payload.Builder payload) {
      return payload.setData(ByteString.copyFromUtf8(SECRET)).build();
    }
    if (builder instanceof SearchAttributes.Builder searched) {
      var name = Payload.newBuilder().setData(ByteString.copyFromUtf8(SEARCHED)).build();
      return searched.putIndexedFields("agent", name).build();
    }
    if (builder instanceof Any.Builder) {
      return Any.pack(fill(Request.newBuilder()));
    }
    open.push(type);
    for (FieldDescriptor field : type.getFields()) {
      fill(builder, field);
    }
    open.pop();
    return said(builder).build();
  }

  private void fill(Message.Builder builder, FieldDescriptor field) {
    boolean another =
        field.getContainingOneof() != null && builder.hasOneof(field.getContainingOneof());
    if (field.getJavaType() != JavaType.MESSAGE
        || open.contains(field.getMessageType())
        || another) {
      return;
    }
    if (builder instanceof Failure.Builder && field.getName().equals("encoded_attributes")) {
      return;
    }
    Message value = fill(builder.newBuilderForField(field));
    if (field.isRepeated()) {
      builder.addRepeatedField(field, value);
    } else {
      builder.setField(field, value);
    }
  }

  /** Texts that are no payloads. */
  private static Message.Builder said(Message.Builder builder) {
    return switch (builder) {
      case Failure.Builder failure -> failure.setMessage(SECRET).setStackTrace(SECRET);
      case RequestCancelWorkflowExecutionRequest.Builder cancel -> cancel.setReason(SECRET);
      case TerminateWorkflowExecutionRequest.Builder terminate -> terminate.setReason(SECRET);
      case WorkflowExecutionCancelRequestedEventAttributes.Builder event -> event.setCause(SECRET);
      case WorkflowExecutionTerminatedEventAttributes.Builder event -> event.setReason(SECRET);
      default -> builder;
    };
  }
}
