/** Code checked by a worker without deploying it. */
@NullMarked
package dev.slipway.starter.check;

import org.jspecify.annotations.NullMarked;
