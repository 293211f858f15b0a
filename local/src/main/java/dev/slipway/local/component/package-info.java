/**
 * The parts of the local stack that are processes of their own: started, adopted, watched, ended.
 */
@NullMarked
package dev.slipway.local.component;

import org.jspecify.annotations.NullMarked;
