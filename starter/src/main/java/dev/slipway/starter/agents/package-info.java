/** Agents over REST: list, show, remove. */
@NullMarked
package dev.slipway.starter.agents;

import org.jspecify.annotations.NullMarked;
