package dev.slipway.temporal.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.Base64;
import java.util.Map;

/** The two ways of a message: hidden on its way to Temporal, clear on its way back. */
final class Secrecy {
  /** In place of a failure's message, as the SDKs put it. */
  private static final String INSTEAD = "Encoded failure";

  /** Before a reason that is encrypted. */
  private static final String MARK = "encrypted:";

  /** What a failure says, in the SDKs' own form: their tools can show it. */
  private static final String MESSAGE = "message";

  private static final String STACK_TRACE = "stack_trace";
  private static final DataConverter JSON = DefaultDataConverter.STANDARD_INSTANCE;

  private Secrecy() {}

  /** Encrypts everything. */
  record Hiding(EncryptingCodec codec) implements Messages.Change {
    @Override
    public Payload payload(Payload payload) {
      return codec.encode(payload);
    }

    /** What it says becomes a payload. */
    @Override
    public Failure before(Failure failure) {
      if (failure.hasEncodedAttributes()) {
        return failure;
      }
      var said = Map.of(MESSAGE, failure.getMessage(), STACK_TRACE, failure.getStackTrace());
      return failure.toBuilder()
          .setMessage(INSTEAD)
          .clearStackTrace()
          .setEncodedAttributes(JSON.toPayload(said).orElseThrow())
          .build();
    }

    @Override
    public Failure after(Failure failure) {
      return failure;
    }

    @Override
    public String reason(String reason) {
      if (reason.isEmpty() || reason.startsWith(MARK)) {
        return reason;
      }
      Payload hidden =
          codec.encode(Payload.newBuilder().setData(ByteString.copyFromUtf8(reason)).build());
      return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(hidden.toByteArray());
    }
  }

  /** Decrypts everything. */
  record Showing(EncryptingCodec codec) implements Messages.Change {
    @Override
    public Payload payload(Payload payload) {
      return codec.decode(payload);
    }

    @Override
    public Failure before(Failure failure) {
      return failure;
    }

    @Override
    public Failure after(Failure failure) {
      if (!failure.hasEncodedAttributes()) {
        return failure;
      }
      Map<?, ?> said = JSON.fromPayload(failure.getEncodedAttributes(), Map.class, Map.class);
      return failure.toBuilder()
          .setMessage(String.valueOf(said.get(MESSAGE)))
          .setStackTrace(String.valueOf(said.get(STACK_TRACE)))
          .clearEncodedAttributes()
          .build();
    }

    @Override
    public String reason(String reason) {
      if (!reason.startsWith(MARK)) {
        return reason;
      }
      try {
        byte[] hidden = Base64.getUrlDecoder().decode(reason.substring(MARK.length()));
        return codec.decode(Payload.parseFrom(hidden)).getData().toStringUtf8();
      } catch (IllegalArgumentException | InvalidProtocolBufferException e) {
        return reason; // someone's own words
      }
    }
  }
}
