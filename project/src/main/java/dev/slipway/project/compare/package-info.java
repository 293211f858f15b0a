/** What differs between two versions of an agent's code, file by file and line by line. */
@NullMarked
package dev.slipway.project.compare;

import org.jspecify.annotations.NullMarked;
