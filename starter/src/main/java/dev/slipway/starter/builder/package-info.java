/** The API of the visual agent builder: its words for what {@code /api/v1} does, nothing more. */
@NullMarked
package dev.slipway.starter.builder;

import org.jspecify.annotations.NullMarked;
