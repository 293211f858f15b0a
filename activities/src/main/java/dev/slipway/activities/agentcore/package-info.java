/** The activities of agents on Bedrock AgentCore Runtime: a stack for the role, then a runtime. */
@NullMarked
package dev.slipway.activities.agentcore;

import org.jspecify.annotations.NullMarked;
