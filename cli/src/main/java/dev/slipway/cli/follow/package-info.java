/** Follows a deployment until it comes to rest, across lost connections. */
@NullMarked
package dev.slipway.cli.follow;

import org.jspecify.annotations.NullMarked;
