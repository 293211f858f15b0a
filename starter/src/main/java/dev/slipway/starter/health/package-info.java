/** Whether everything a deployment needs is available. */
@NullMarked
package dev.slipway.starter.health;

import org.jspecify.annotations.NullMarked;
