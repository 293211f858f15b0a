/** Slipway as users see it: real server, real tools, real processes, real kills. */
@NullMarked
package dev.slipway.e2e;

import org.jspecify.annotations.NullMarked;
