/** The builder's API as its front end uses it. */
@NullMarked
package dev.slipway.starter.builder;

import org.jspecify.annotations.NullMarked;
