/** The activities together, on a real emulator. */
@NullMarked
package dev.slipway.activities;

import org.jspecify.annotations.NullMarked;
