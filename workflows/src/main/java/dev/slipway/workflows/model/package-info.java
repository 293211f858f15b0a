/** The parts of a deployment: immutable records that validate themselves. */
@NullMarked
package dev.slipway.workflows.model;

import org.jspecify.annotations.NullMarked;
