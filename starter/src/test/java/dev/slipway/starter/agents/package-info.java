/** Tests of how agents are found. */
@NullMarked
package dev.slipway.starter.agents;

import org.jspecify.annotations.NullMarked;
