/** The contracts of the six steps: what each hand is given and what it gives back. */
@NullMarked
package dev.slipway.workflows.steps;

import org.jspecify.annotations.NullMarked;
