/** Asks workers what only they can answer, while a caller waits. */
@NullMarked
package dev.slipway.starter.questions;

import org.jspecify.annotations.NullMarked;
