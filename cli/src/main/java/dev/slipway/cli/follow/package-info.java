/** Staying with a deployment until it comes to rest, through lost connections. */
@NullMarked
package dev.slipway.cli.follow;

import org.jspecify.annotations.NullMarked;
