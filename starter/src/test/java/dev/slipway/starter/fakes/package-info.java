/** Hand-written fakes: activities that do nothing, a store in memory. */
@NullMarked
package dev.slipway.starter.fakes;

import org.jspecify.annotations.NullMarked;
