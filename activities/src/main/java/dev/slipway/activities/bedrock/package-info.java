/** How Bedrock's models are named. */
@NullMarked
package dev.slipway.activities.bedrock;

import org.jspecify.annotations.NullMarked;
