/** Tests. */
@NullMarked
package dev.slipway.starter.estimate;

import org.jspecify.annotations.NullMarked;
