/** Where the trace of a deployment begins: the request for it. */
@NullMarked
package dev.slipway.starter.tracing;

import org.jspecify.annotations.NullMarked;
