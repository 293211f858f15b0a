package dev.slipway.storage.artifacts;

import dev.slipway.workflows.model.ArtifactRef;
import java.nio.file.Path;

/**
 * Bytes that begin as a stored object does: S3 can copy what they have in common, and only the rest
 * is sent.
 *
 * @param base the stored object
 * @param kept how many bytes they have in common, from the first one on
 * @param keptSha256 of these
 * @param rest a file with what comes after them
 * @param sha256 of all bytes
 */
public record Continuation(
    ArtifactRef base, long kept, String keptSha256, Path rest, String sha256) {}
