/** Notices of deployments and agents, sent to receivers that may be slow, hostile or gone. */
@NullMarked
package dev.slipway.activities.notices;

import org.jspecify.annotations.NullMarked;
