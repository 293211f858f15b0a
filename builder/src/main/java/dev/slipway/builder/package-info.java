/** The visual agent builder's API: its names for what {@code /api/v1} does, nothing more. */
@NullMarked
package dev.slipway.builder;

import org.jspecify.annotations.NullMarked;
