package dev.slipway.starter.requests;

import dev.slipway.api.Durations;
import dev.slipway.api.Requester;
import dev.slipway.api.SpecField;
import dev.slipway.workflows.agent.TtlChange;
import java.time.Duration;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads how long an agent is to live from now on. */
@Component
public final class TtlRequestReader {
  private static final int MAX_NOTE_LENGTH = 500;
  private static final String FOR_GOOD = "none";

  /** Reads {@code {ttl: "2h"|"none", reason?, on_behalf_of?}}. */
  public TtlChange read(JsonNode body) {
    FieldErrors errors = new FieldErrors();
    Fields fields = new Fields(body, errors);
    if (!fields.has("ttl")) {
      fields.missing("ttl", "a duration such as 2h, or none");
    }
    boolean forGood = fields.text("ttl").filter(FOR_GOOD::equals).isPresent();
    Duration ttl =
        forGood
            ? null
            : fields
                .value("ttl", text -> Durations.read(SpecField.named("ttl"), text))
                .orElse(null);
    Requester requester = Requesters.read(fields);
    var change =
        new TtlChange(
            ttl,
            requester.principal().name(),
            fields.text("reason", MAX_NOTE_LENGTH).orElse(null),
            requester);
    fields.rejectOthers();
    errors.throwIfAny();
    return change;
  }
}
