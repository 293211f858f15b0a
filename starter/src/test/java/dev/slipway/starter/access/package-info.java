@NullMarked
package dev.slipway.starter.access;

import org.jspecify.annotations.NullMarked;
