/** What a process does for a deployment, as spans of the deployment's one trace. */
@NullMarked
package dev.slipway.tracing;

import org.jspecify.annotations.NullMarked;
