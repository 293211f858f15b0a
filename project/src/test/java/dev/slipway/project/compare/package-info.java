@org.jspecify.annotations.NullMarked
package dev.slipway.project.compare;
