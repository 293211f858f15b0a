/** Starts agents' workflows, or restarts them with what the last run knew. */
@NullMarked
package dev.slipway.workflows.revival;

import org.jspecify.annotations.NullMarked;
