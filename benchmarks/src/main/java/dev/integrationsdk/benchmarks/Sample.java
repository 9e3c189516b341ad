package dev.integrationsdk.benchmarks;

/**
 * One measured pull. Immutable.
 *
 * @param recordsPerSecond by the wall clock
 * @param cpuNanosPerRecord of this process: all its threads, the virtual machine's included
 * @param heapMegabytes live at its end, above what was live before the contender began
 */
record Sample(double recordsPerSecond, double cpuNanosPerRecord, double heapMegabytes) {}
