package dev.slipway.workflows.notices;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipway.api.NoticeType;
import java.time.Instant;

/**
 * The news that a deployment needs a person or has ended, or that something is wrong with an agent.
 *
 * @param id the same in every attempt to deliver it, so that a receiver can tell a repetition
 * @param type in histories by the name that it had when all news were statuses
 * @param message the reason, as Temporal's own UI shows it
 */
public record Notice(
    String id,
    Instant time,
    @JsonProperty("status") NoticeType type,
    String message,
    Subject subject) {}
