/** What the caller may do, and with which agents. */
@NullMarked
package dev.slipway.starter.access;

import org.jspecify.annotations.NullMarked;
