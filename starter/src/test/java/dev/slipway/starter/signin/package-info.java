/** Who is calling. */
@NullMarked
package dev.slipway.starter.signin;

import org.jspecify.annotations.NullMarked;
