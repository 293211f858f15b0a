/** Tests of the way to Temporal. */
@NullMarked
package dev.slipway.starter.temporal;

import org.jspecify.annotations.NullMarked;
