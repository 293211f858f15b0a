/** The embedded default: one command starts, watches and stops everything on this machine. */
@NullMarked
package dev.slipway.local;

import org.jspecify.annotations.NullMarked;
