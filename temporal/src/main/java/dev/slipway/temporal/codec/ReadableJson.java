package dev.slipway.temporal.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.temporal.api.common.v1.Payloads;

/** Decrypts what Temporal's own tools show, in the form in which they ask a codec server for it. */
public final class ReadableJson {
  private final EncryptingCodec codec;

  public ReadableJson(PayloadKeys keys) {
    codec = new EncryptingCodec(keys);
  }

  /**
   * The same payloads in clear text.
   *
   * @param json {@code {"payloads": […]}}, each with {@code metadata} and {@code data} in Base64
   * @throws IllegalArgumentException if it is something else
   * @throws UnreadablePayloadException if a key is missing
   */
  public String decode(String json) {
    var payloads = Payloads.newBuilder();
    try {
      JsonFormat.parser().ignoringUnknownFields().merge(json, payloads);
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      // What is JSON but has other types, depths or numbers comes as any of them.
      throw new IllegalArgumentException("Not the JSON of Temporal's payloads", e);
    }
    var clear = Payloads.newBuilder().addAllPayloads(codec.decode(payloads.getPayloadsList()));
    try {
      return JsonFormat.printer().print(clear);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("Payloads always have a JSON", e);
    }
  }
}
