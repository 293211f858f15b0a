/** Every refusal of AWS, as it is worded there. */
@NullMarked
package dev.slipway.storage.aws;

import org.jspecify.annotations.NullMarked;
