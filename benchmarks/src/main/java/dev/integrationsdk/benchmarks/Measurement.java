package dev.integrationsdk.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Measures pulls in this process. */
final class Measurement {
    private static final double MEGABYTE = 1024.0 * 1024.0;
    private static final double NANOS_PER_SECOND = 1e9;

    private final OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final long liveBefore;

    private Measurement() {
        liveBefore = liveBytes();
    }

    /** Takes what is live now for what is not the contender's. */
    static Measurement begin() {
        return new Measurement();
    }

    /** Measures a pull that begins on a cleared heap. */
    Sample of(Contender.Session session, long records) throws Exception {
        System.gc();
        long cpuBefore = process.getProcessCpuTime();
        long begun = System.nanoTime();
        session.pull();
        long nanos = System.nanoTime() - begun;
        long cpuNanos = process.getProcessCpuTime() - cpuBefore;
        return new Sample(
                records * NANOS_PER_SECOND / nanos,
                (double) cpuNanos / records,
                Math.max(0, liveBytes() - liveBefore) / MEGABYTE);
    }

    private static long liveBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
