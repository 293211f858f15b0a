/** What the end-to-end tests hold in their hands: the stack, the API, the emulated account. */
@NullMarked
package dev.slipway.e2e.harness;

import org.jspecify.annotations.NullMarked;
