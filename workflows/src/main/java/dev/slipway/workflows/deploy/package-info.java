/** The runbook: one deployment from preflight to a proven answer, with compensation around it. */
@NullMarked
package dev.slipway.workflows.deploy;

import org.jspecify.annotations.NullMarked;
