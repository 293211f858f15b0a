/**
 * Random scenarios on the real stack, each checked against the model of its expected outcome, while
 * parts of the stack are killed.
 */
@NullMarked
package dev.slipway.e2e.scenarios;

import org.jspecify.annotations.NullMarked;
