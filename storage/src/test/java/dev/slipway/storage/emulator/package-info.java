/** The emulated account that tests compare their fakes against. */
@NullMarked
package dev.slipway.storage.emulator;

import org.jspecify.annotations.NullMarked;
