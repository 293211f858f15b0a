package dev.slipway.workflows.fakes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonAppend;
import dev.slipway.workflows.temporal.Payloads;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.util.Map;

/** What a later build writes: every record has one field more. */
final class LaterPayloads {
  static final String FIELD = "addedLater";

  private LaterPayloads() {}

  @JsonAppend(attrs = @JsonAppend.Attr(value = FIELD, include = JsonInclude.Include.ALWAYS))
  private abstract static class WithOneMore {}

  static DataConverter converter() {
    ObjectMapper mapper = Payloads.mapper().copy().addMixIn(Record.class, WithOneMore.class);
    mapper.setConfig(
        mapper.getSerializationConfig().withAttribute(FIELD, Map.of("known", "to later builds")));
    return DefaultDataConverter.newDefaultInstance()
        .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(mapper));
  }
}
