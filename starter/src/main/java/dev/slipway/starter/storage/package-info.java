/**
 * Access to AWS: identity, stored code, keys and logs, behind interfaces as narrow as their use.
 */
@NullMarked
package dev.slipway.starter.storage;

import org.jspecify.annotations.NullMarked;
