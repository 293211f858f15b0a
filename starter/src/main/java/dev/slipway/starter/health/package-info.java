/** Whether everything a deployment needs is there. */
@NullMarked
package dev.slipway.starter.health;

import org.jspecify.annotations.NullMarked;
