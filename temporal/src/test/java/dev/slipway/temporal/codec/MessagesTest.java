package dev.slipway.temporal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message of Temporal's service, with something to hide wherever there can be. */
class MessagesTest {
  private final EncryptingCodec codec = new EncryptingCodec(Keys.of("one"));
  private final Messages hiding = new Messages(new Secrecy.Hiding(codec));
  private final Messages showing = new Messages(new Secrecy.Showing(codec));

  static Stream<Message> messages() {
    return WorkflowServiceGrpc.getServiceDescriptor().getMethods().stream()
        .flatMap(method -> Stream.of(method.getRequestMarshaller(), method.getResponseMarshaller()))
        .map(MessagesTest::prototype)
        .distinct();
  }

  private static Message prototype(MethodDescriptor.Marshaller<?> marshaller) {
    return (Message)
        Objects.requireNonNull(((PrototypeMarshaller<?>) marshaller).getMessagePrototype());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatIsInAMessage_isHidden_andShownAgain(Message prototype) {
    Message full = Filled.like(prototype);

    Message hidden = hiding.changed(full);

    assertThat(Filled.text(hidden)).doesNotContain(Filled.SECRET);
    assertThat(showing.changed(hidden)).isEqualTo(full);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatIsSearched_staysAsItIs(Message prototype) {
    String before = Filled.text(Filled.like(prototype));
    String after = Filled.text(hiding.changed(Filled.like(prototype)));

    assertThat(count(after, Filled.SEARCHED)).isEqualTo(count(before, Filled.SEARCHED));
  }

  /** Without keys every answer passes through as well. */
  @ParameterizedTest
  @MethodSource("messages")
  void whatIsClear_isNotCopied(Message prototype) {
    Message full = Filled.like(prototype);

    assertThat(showing.changed(full)).isSameAs(full);
  }

  @Test
  void theMessages_haveMuchToHide() {
    assertThat(messages().filter(each -> Filled.text(Filled.like(each)).contains(Filled.SECRET)))
        .hasSizeGreaterThan(40);
  }

  @Test
  void wordsThatLookEncrypted_areLeftAlone() {
    var showingAlone = new Secrecy.Showing(codec);

    assertThat(showingAlone.reason("encrypted:but not by us")).isEqualTo("encrypted:but not by us");
    assertThat(showingAlone.reason("plain")).isEqualTo("plain");
  }

  private static int count(String text, String what) {
    return text.split(what, -1).length;
  }
}
