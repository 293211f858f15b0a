package dev.slipway.temporal.codec;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.SearchAttributes;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.update.v1.Acceptance;
import io.temporal.api.update.v1.Rejection;
import io.temporal.api.update.v1.Request;
import io.temporal.api.update.v1.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Walks through messages of Temporal's API and changes what Slipway has put into them, wherever it
 * is: payloads, what failures say, and the reasons of cancellations and terminations. Search
 * attributes are left alone, since the server searches them.
 */
final class Messages {
  /** What becomes of each part. */
  interface Change {
    Payload payload(Payload payload);

    /** Before its own payloads are changed. */
    Failure before(Failure failure);

    /** After that. */
    Failure after(Failure failure);

    String reason(String reason);
  }

  /** Texts of people that are no payloads. */
  private static final Map<String, String> REASONS =
      Map.of(
          "temporal.api.workflowservice.v1.RequestCancelWorkflowExecutionRequest", "reason",
          "temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest", "reason",
          "temporal.api.history.v1.WorkflowExecutionCancelRequestedEventAttributes", "cause",
          "temporal.api.history.v1.WorkflowExecutionTerminatedEventAttributes", "reason");

  /** What travels packed: updates, between server and worker. */
  private static final Map<String, Message> PACKED =
      Stream.<Message>of(
              Request.getDefaultInstance(),
              Response.getDefaultInstance(),
              Acceptance.getDefaultInstance(),
              Rejection.getDefaultInstance())
          .collect(
              Collectors.toMap(
                  message -> message.getDescriptorForType().getFullName(), Function.identity()));

  private static final Map<Descriptor, Boolean> CARRIERS = new ConcurrentHashMap<>();

  private final Change change;

  Messages(Change change) {
    this.change = change;
  }

  /** The message with everything changed in it; the same one if there was nothing. */
  Message changed(Message message) {
    return switch (message) {
      case Payload payload -> change.payload(payload);
      case Any any -> packed(any);
      case Failure failure -> change.after((Failure) fields(change.before(failure)));
      default -> fields(message);
    };
  }

  private Message fields(Message message) {
    if (!carries(message.getDescriptorForType())) {
      return message;
    }
    Message.@Nullable Builder builder = null;
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      Object value = changed(field.getKey(), field.getValue());
      if (!isSame(value, field.getValue())) {
        builder = builder == null ? message.toBuilder() : builder;
        builder.setField(field.getKey(), value);
      }
    }
    return builder == null ? message : builder.build();
  }

  /** The same object if there was nothing to change: most answers of most servers are clear. */
  private Object changed(FieldDescriptor field, Object value) {
    if (isReason(field)) {
      return change.reason((String) value);
    }
    if (!carries(field)) {
      return value;
    }
    return value instanceof List<?> many ? changed(many) : changed((Message) value);
  }

  private List<?> changed(List<?> many) {
    List<Message> all = many.stream().map(each -> changed((Message) each)).toList();
    boolean same = IntStream.range(0, many.size()).allMatch(i -> isSame(all.get(i), many.get(i)));
    return same ? many : all;
  }

  /** Comparing what they contain would take longer than copying it. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Object now, @Nullable Object before) {
    return now == before;
  }

  private Any packed(Any any) {
    String name = any.getTypeUrl().substring(any.getTypeUrl().lastIndexOf('/') + 1);
    Message type = PACKED.get(name);
    if (type == null) {
      return any;
    }
    try {
      Message content = type.getParserForType().parseFrom(any.getValue());
      Message now = changed(content);
      return isSame(now, content) ? any : any.toBuilder().setValue(now.toByteString()).build();
    } catch (InvalidProtocolBufferException e) {
      throw new UnreadablePayloadException("Temporal sent a damaged " + name, e);
    }
  }

  private static boolean isReason(FieldDescriptor field) {
    return field.getName().equals(REASONS.get(field.getContainingType().getFullName()));
  }

  private static boolean carries(FieldDescriptor field) {
    return field.getJavaType() == JavaType.MESSAGE && carries(field.getMessageType());
  }

  /** Whether something to change can be in messages of this type. */
  private static boolean carries(Descriptor type) {
    Boolean known = CARRIERS.get(type);
    if (known == null) {
      known = leadsToOne(type, new HashSet<>());
      CARRIERS.put(type, known);
    }
    return known;
  }

  private static boolean leadsToOne(Descriptor type, Set<Descriptor> seen) {
    if (type.equals(SearchAttributes.getDescriptor()) || !seen.add(type)) {
      return false;
    }
    return type.equals(Payload.getDescriptor())
        || type.equals(Any.getDescriptor())
        || REASONS.containsKey(type.getFullName())
        || type.getFields().stream()
            .anyMatch(
                field ->
                    field.getJavaType() == JavaType.MESSAGE
                        && leadsToOne(field.getMessageType(), seen));
  }
}
