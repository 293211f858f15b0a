/**
 * The rules of a server, from one YAML file: what requests may ask for at most, and who must look.
 * Rules only tighten what the contract allows.
 */
@NullMarked
package dev.slipway.policy;

import org.jspecify.annotations.NullMarked;
