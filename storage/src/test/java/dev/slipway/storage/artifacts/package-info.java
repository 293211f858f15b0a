/** Objects and their buckets. */
@NullMarked
package dev.slipway.storage.artifacts;

import org.jspecify.annotations.NullMarked;
