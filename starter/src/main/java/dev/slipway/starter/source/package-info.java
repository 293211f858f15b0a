/** The code and settings of a deployment or a revision, and how two of them differ. */
@NullMarked
package dev.slipway.starter.source;

import org.jspecify.annotations.NullMarked;
