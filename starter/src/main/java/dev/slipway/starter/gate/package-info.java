/** Checks the role of every call before it is made. */
@NullMarked
package dev.slipway.starter.gate;

import org.jspecify.annotations.NullMarked;
