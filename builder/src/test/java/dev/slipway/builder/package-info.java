/** The builder's API as its front end uses it. */
@NullMarked
package dev.slipway.builder;

import org.jspecify.annotations.NullMarked;
