/** One agent's whole life against a server, each promise compared with what is seen. */
@NullMarked
package dev.slipway.cli.acceptance;

import org.jspecify.annotations.NullMarked;
