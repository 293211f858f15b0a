package dev.slipway.project;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a folder or its archive.
 *
 * @param code stable name, such as {@code parent_path}
 * @param file the path in the archive, made printable; absent when it is about the archive
 * @param message what was found and what was expected
 * @param hint what to do about it
 */
public record Refusal(String code, @Nullable String file, String message, @Nullable String hint) {}
