/** What the end-to-end tests work with: the stack, the API, the emulated account. */
@NullMarked
package dev.slipway.e2e.harness;

import org.jspecify.annotations.NullMarked;
