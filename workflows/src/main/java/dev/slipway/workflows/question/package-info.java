/** What workers answer within seconds, while someone waits. */
@NullMarked
package dev.slipway.workflows.question;

import org.jspecify.annotations.NullMarked;
