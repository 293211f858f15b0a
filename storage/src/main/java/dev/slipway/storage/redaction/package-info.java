/** Secrets that are known by their form, taken out of text. */
@NullMarked
package dev.slipway.storage.redaction;

import org.jspecify.annotations.NullMarked;
