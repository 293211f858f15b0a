/** Access to the Temporal server: one lazy connection, histories and short deadlines. */
@NullMarked
package dev.slipway.starter.temporal;

import org.jspecify.annotations.NullMarked;
