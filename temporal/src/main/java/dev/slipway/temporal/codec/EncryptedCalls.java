package dev.slipway.temporal.codec;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what each call sends to Temporal and decrypts what it returns, so that nothing on this
 * side needs to know.
 *
 * <p>An answer that can't be decrypted fails its call with {@code FAILED_PRECONDITION} and the
 * setting to mend; what Temporal holds is not changed.
 */
public final class EncryptedCalls implements ClientInterceptor {
  private final @Nullable Messages hiding;
  private final Messages showing;

  public EncryptedCalls(PayloadKeys keys) {
    var codec = new EncryptingCodec(keys);
    hiding = keys.current().isPresent() ? new Messages(new Secrecy.Hiding(codec)) : null;
    showing = new Messages(new Secrecy.Showing(codec));
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        super.start(new Answers<>(listener), headers);
      }

      @Override
      public void sendMessage(Q request) {
        super.sendMessage(hiding == null ? request : changed(hiding, request));
      }
    };
  }

  private final class Answers<A> extends SimpleForwardingClientCallListener<A> {
    private @Nullable Status unreadable;

    private Answers(ClientCall.Listener<A> listener) {
      super(listener);
    }

    @Override
    public void onMessage(A answer) {
      A clear;
      try {
        clear = changed(showing, answer);
      } catch (UnreadablePayloadException e) {
        unreadable = Status.FAILED_PRECONDITION.withDescription(e.getMessage()).withCause(e);
        return;
      }
      super.onMessage(clear);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      super.onClose(unreadable == null ? status : unreadable, trailers);
    }
  }

  /** Changing a message keeps its type. */
  @SuppressWarnings("unchecked")
  private static <T> T changed(Messages change, T message) {
    return message instanceof Message known ? (T) change.changed(known) : message;
  }
}
