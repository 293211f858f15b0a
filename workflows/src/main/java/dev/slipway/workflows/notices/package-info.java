/** What receivers outside Slipway hear of deployments: one workflow for each notice. */
@NullMarked
package dev.slipway.workflows.notices;

import org.jspecify.annotations.NullMarked;
