/** Encrypts what is sent to Temporal, and decrypts what comes back. */
@NullMarked
package dev.slipway.temporal.codec;

import org.jspecify.annotations.NullMarked;
