/** Audit bundles on disk: fetched from the server, verified without it. */
@NullMarked
package dev.slipway.cli.audit;

import org.jspecify.annotations.NullMarked;
