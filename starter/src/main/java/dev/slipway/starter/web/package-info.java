/** Limits and rules that hold for every request: body size, security headers, origin. */
@NullMarked
package dev.slipway.starter.web;

import org.jspecify.annotations.NullMarked;
