/** What a caller gets when something is wrong: RFC 9457 problems with every error at once. */
@NullMarked
package dev.slipway.starter.problems;

import org.jspecify.annotations.NullMarked;
