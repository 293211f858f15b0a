/** Every AWS error, in AWS's own wording. */
@NullMarked
package dev.slipway.storage.aws;

import org.jspecify.annotations.NullMarked;
