/** The live agent: its answers and its log. */
@NullMarked
package dev.slipway.starter.live;

import org.jspecify.annotations.NullMarked;
