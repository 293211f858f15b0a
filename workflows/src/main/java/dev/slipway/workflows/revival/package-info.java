/** Starting agents' workflows, again where need be: with what the last run knew. */
@NullMarked
package dev.slipway.workflows.revival;

import org.jspecify.annotations.NullMarked;
