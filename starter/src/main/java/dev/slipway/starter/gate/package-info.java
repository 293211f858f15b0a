/** Where every call's role is looked at before it is made. */
@NullMarked
package dev.slipway.starter.gate;

import org.jspecify.annotations.NullMarked;
