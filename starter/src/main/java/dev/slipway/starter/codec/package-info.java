/** Shows encrypted payloads to people in Temporal's own tools. */
@NullMarked
package dev.slipway.starter.codec;

import org.jspecify.annotations.NullMarked;
