/** How every AWS service is reached, as whom, and what its errors mean. */
@NullMarked
package dev.slipway.storage.aws;

import org.jspecify.annotations.NullMarked;
