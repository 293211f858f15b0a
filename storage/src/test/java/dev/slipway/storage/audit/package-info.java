/** The format of bundles and the chain that they form. */
@NullMarked
package dev.slipway.storage.audit;

import org.jspecify.annotations.NullMarked;
