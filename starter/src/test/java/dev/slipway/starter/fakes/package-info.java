/** Hand-written stand-ins: hands that do nothing, a store in memory. */
@NullMarked
package dev.slipway.starter.fakes;

import org.jspecify.annotations.NullMarked;
