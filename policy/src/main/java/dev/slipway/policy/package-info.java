/**
 * What a server allows, and to whom, from one YAML file: its identity providers, who has which
 * role, and rules for requests, which only tighten what the contract allows; and who hears of
 * deployments, from another one.
 */
@NullMarked
package dev.slipway.policy;

import org.jspecify.annotations.NullMarked;
