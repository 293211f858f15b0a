/** The embedded default: one command starts, watches and ends everything on this machine. */
@NullMarked
package dev.slipway.local;

import org.jspecify.annotations.NullMarked;
