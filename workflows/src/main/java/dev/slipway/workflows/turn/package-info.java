/** What an agent and its deployments say to each other: your turn, and how it ended. */
@NullMarked
package dev.slipway.workflows.turn;

import org.jspecify.annotations.NullMarked;
