/** What the front door keeps, in memory and in AWS. */
@NullMarked
package dev.slipway.starter.storage;

import org.jspecify.annotations.NullMarked;
