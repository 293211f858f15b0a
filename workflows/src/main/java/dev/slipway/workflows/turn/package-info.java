/** The messages between an agent and its deployments: your turn, and how it ended. */
@NullMarked
package dev.slipway.workflows.turn;

import org.jspecify.annotations.NullMarked;
