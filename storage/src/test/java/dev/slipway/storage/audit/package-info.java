/** The form of bundles and the chain that they make. */
@NullMarked
package dev.slipway.storage.audit;

import org.jspecify.annotations.NullMarked;
