/** What an agent would cost a month, and what would suit it better. */
@NullMarked
package dev.slipway.starter.estimate;

import org.jspecify.annotations.NullMarked;
