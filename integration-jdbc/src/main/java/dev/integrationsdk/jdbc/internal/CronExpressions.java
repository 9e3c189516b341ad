package dev.integrationsdk.jdbc.internal;

import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import dev.integrationsdk.schedule.Schedule;
import dev.integrationsdk.schedule.Timetable;
import java.time.Instant;

/** Has cron expressions read by db-scheduler. Thread-safe. */
final class CronExpressions implements Timetable.CronTimes {
    @Override
    public Instant after(Schedule.Cron cron, Instant instant) {
        Instant next = read(cron).getInitialExecutionTime(instant);
        if (next.equals(com.github.kagkarlsson.scheduler.task.schedule.Schedule.NEVER)) {
            throw new IllegalArgumentException("cron expression '" + cron.expression() + "' never comes");
        }
        return next;
    }

    private static CronSchedule read(Schedule.Cron cron) {
        try {
            return new CronSchedule(cron.expression(), cron.zone(), CronStyle.UNIX);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "cron expression '" + cron.expression()
                            + "' cannot be read: minute 0-59, hour 0-23, day of the month 1-31, month 1-12, day of the week 0-7",
                    unreadable);
        }
    }
}
