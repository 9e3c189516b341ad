/**
 * What an operator does with scans beside running them: look at positions and set them back, see what a run would do, import
 * known pairs, compare both sides. You call it.
 */
@NullMarked
package dev.integrationsdk.scan;

import org.jspecify.annotations.NullMarked;
