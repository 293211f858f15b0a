/** The store: what outlives a step, in S3 and Secrets Manager. */
@NullMarked
package dev.slipway.storage;

import org.jspecify.annotations.NullMarked;
