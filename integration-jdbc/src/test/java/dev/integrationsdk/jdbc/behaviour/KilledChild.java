package dev.integrationsdk.jdbc.behaviour;

import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.host.EntityHandler;
import dev.integrationsdk.run.JobRun;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.CountDownLatch;

/** Runs a full scan and, at the point it is told, says so and waits to be killed. */
final class KilledChild {
    static final String HERE = "HERE";

    private KilledChild() {}

    /** Where to wait. */
    enum Point {
        BEFORE_FETCH,
        BEFORE_HANDLER,
        INSIDE_HANDLER,
        AFTER_HANDLER,
        AFTER_COMMIT,
        NEVER
    }

    /** Arguments: database URL, point, page, and {@code planted} to write rows outside the transaction. */
    public static void main(String[] args) throws Exception {
        String url = args[0];
        Point point = Point.valueOf(args[1]);
        int page = Integer.parseInt(args[2]);
        boolean planted = args.length > 3;
        int[] pages = {0};
        EntityHandler handler = (changes, unit) -> {
            boolean here = pages[0]++ == page;
            waitIf(here && point == Point.BEFORE_HANDLER);
            try (Connection own = planted ? DriverManager.getConnection(url) : null) {
                Connection connection = own == null ? unit.unwrap(Connection.class) : own;
                for (int i = 0; i < changes.size(); i++) {
                    SmallHost.write(connection, changes.get(i));
                    waitIf(here && i == changes.size() / 2 && point == Point.INSIDE_HANDLER);
                }
            }
            waitIf(here && point == Point.AFTER_HANDLER);
            return dev.integrationsdk.host.Answers.allApplied();
        };
        IntegrationListener listener = new IntegrationListener() {
            @Override
            public void progressed(JobRun run) {
                waitIf(pages[0] == page + 1 && point == Point.AFTER_COMMIT);
            }
        };
        try (SmallHost host = SmallHost.open(url, handler, listener)) {
            host.script();
            if (point == Point.BEFORE_FETCH) {
                host.remote.answerOnPage(page, request -> {
                    waitIf(true);
                    throw new IllegalStateException("not reached");
                });
            }
            host.full();
        }
    }

    private static void waitIf(boolean here) {
        if (here) {
            System.out.println(HERE);
            System.out.flush();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }
}
