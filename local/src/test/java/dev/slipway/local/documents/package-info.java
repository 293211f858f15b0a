/** Checks documents and packaging against the code. */
@NullMarked
package dev.slipway.local.documents;

import org.jspecify.annotations.NullMarked;
