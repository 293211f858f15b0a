package dev.slipway.storage.logs;

import java.time.Instant;

/**
 * One redacted line.
 *
 * @param step the step's wire name, such as {@code samBuild}
 * @param attempt 1 for the first
 * @param stream {@code stdout}, {@code stderr} or whatever else the line came from
 */
public record LogLine(Instant time, String step, int attempt, String stream, String line) {}
