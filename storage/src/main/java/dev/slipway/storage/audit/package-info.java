/** The audit: sealed bundles, one per deployment, chained per agent, and their index. */
@NullMarked
package dev.slipway.storage.audit;

import org.jspecify.annotations.NullMarked;
