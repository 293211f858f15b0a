/** Reads what callers send and collects everything that is wrong with it. */
@NullMarked
package dev.slipway.starter.requests;

import org.jspecify.annotations.NullMarked;
