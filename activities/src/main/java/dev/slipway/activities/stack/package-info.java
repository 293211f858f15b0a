/** CloudFormation in our own terms: stacks, change sets, operations and their events. */
@NullMarked
package dev.slipway.activities.stack;

import org.jspecify.annotations.NullMarked;
