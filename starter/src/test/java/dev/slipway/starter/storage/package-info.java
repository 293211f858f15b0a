/** What the starter stores, in memory and in AWS. */
@NullMarked
package dev.slipway.starter.storage;

import org.jspecify.annotations.NullMarked;
