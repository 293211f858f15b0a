/**
 * The agent's SAM template: what Slipway writes into it, and what it resolves to with its values.
 */
@NullMarked
package dev.slipway.activities.template;

import org.jspecify.annotations.NullMarked;
