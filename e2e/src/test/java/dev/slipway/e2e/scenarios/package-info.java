/**
 * Random scenarios on the real stack, each next to the model that says what must come of it, while
 * parts of the stack are killed.
 */
@NullMarked
package dev.slipway.e2e.scenarios;

import org.jspecify.annotations.NullMarked;
