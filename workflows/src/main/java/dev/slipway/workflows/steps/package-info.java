/** The contracts of the six steps: what each activity receives and returns. */
@NullMarked
package dev.slipway.workflows.steps;

import org.jspecify.annotations.NullMarked;
