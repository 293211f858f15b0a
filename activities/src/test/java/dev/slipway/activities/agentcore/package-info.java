/** How long AgentCore is waited for, and what its runtimes are tagged with. */
@NullMarked
package dev.slipway.activities.agentcore;

import org.jspecify.annotations.NullMarked;
