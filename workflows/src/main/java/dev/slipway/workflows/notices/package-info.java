/** What receivers outside Slipway hear of deployments and agents: one workflow for each notice. */
@NullMarked
package dev.slipway.workflows.notices;

import org.jspecify.annotations.NullMarked;
