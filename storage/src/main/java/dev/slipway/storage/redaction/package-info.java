/** Secrets that are recognised by their format, removed from text. */
@NullMarked
package dev.slipway.storage.redaction;

import org.jspecify.annotations.NullMarked;
