package dev.slipway.temporal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncryptingCodecTest {
  private static final Payload CLEAR =
      Payload.newBuilder()
          .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
          .setData(ByteString.copyFromUtf8("\"a secret\""))
          .build();

  private final EncryptingCodec codec = new EncryptingCodec(Keys.of("one"));

  @Test
  void whatIsEncrypted_isReadAgainAndNeverTheSameTwice() {
    List<Payload> hidden = codec.encode(List.of(CLEAR, CLEAR));

    assertThat(hidden.get(0)).isNotEqualTo(hidden.get(1));
    assertThat(hidden)
        .allSatisfy(each -> assertThat(Filled.text(each)).doesNotContain("secret"))
        .allSatisfy(
            each ->
                assertThat(each.getMetadataOrThrow("encryption-key-id").toStringUtf8())
                    .isEqualTo("one"));
    assertThat(codec.decode(hidden)).containsExactly(CLEAR, CLEAR);
  }

  @Test
  void encrypted_isNotEncryptedAgain() {
    Payload hidden = codec.encode(CLEAR);

    assertThat(codec.encode(hidden)).isSameAs(hidden);
  }

  @Test
  void fromBeforeThereWereKeys_isReadAsItIs() {
    assertThat(codec.decode(CLEAR)).isSameAs(CLEAR);
  }

  @Test
  void afterRotation_theOldKeyStillReads_andTheNewOneWrites() {
    var rotated = new EncryptingCodec(Keys.of("two", "one"));

    assertThat(rotated.decode(codec.encode(CLEAR))).isEqualTo(CLEAR);
    assertThat(rotated.encode(CLEAR).getMetadataOrThrow("encryption-key-id").toStringUtf8())
        .isEqualTo("two");
  }

  @Test
  void aKeyThatIsMissing_isNamedWithTheSettingAndThoseThatAreThere() {
    Payload hidden = codec.encode(CLEAR);

    assertThatThrownBy(() -> new EncryptingCodec(Keys.of("two")).decode(hidden))
        .isInstanceOf(UnreadablePayloadException.class)
        .hasMessage(
            "A payload is encrypted with the key 'one' (slipway.temporal.encryption-keys has keys"
                + " two; expected: this one among them)");
    assertThatThrownBy(() -> new EncryptingCodec(PayloadKeys.NONE).decode(hidden))
        .hasMessageContaining("has no keys");
  }

  @Test
  void whatWasChangedOrCut_isRefused() {
    Payload hidden = codec.encode(CLEAR);
    byte[] data = hidden.getData().toByteArray();
    data[data.length - 1] ^= 1;
    var changed = hidden.toBuilder().setData(ByteString.copyFrom(data)).build();
    var cut = hidden.toBuilder().setData(hidden.getData().substring(0, 5)).build();

    for (Payload damaged : List.of(changed, cut)) {
      assertThatThrownBy(() -> codec.decode(damaged))
          .isInstanceOf(UnreadablePayloadException.class)
          .hasMessageContaining("the key 'one' can't be decrypted");
    }
  }
}
