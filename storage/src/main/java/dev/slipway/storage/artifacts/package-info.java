/** Stored bytes that are found by key and verified by hash. */
@NullMarked
package dev.slipway.storage.artifacts;

import org.jspecify.annotations.NullMarked;
