/** Tests of what every request passes. */
@NullMarked
package dev.slipway.starter.web;

import org.jspecify.annotations.NullMarked;
