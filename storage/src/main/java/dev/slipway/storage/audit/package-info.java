/** The audit: sealed bundles, one a deployment, chained per agent, and the index over them. */
@NullMarked
package dev.slipway.storage.audit;

import org.jspecify.annotations.NullMarked;
