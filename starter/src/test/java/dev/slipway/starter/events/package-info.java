/** Tests. */
@NullMarked
package dev.slipway.starter.events;

import org.jspecify.annotations.NullMarked;
