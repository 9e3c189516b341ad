package dev.integrationsdk.benchmarks;

import java.sql.SQLException;

/** One way of bringing every contact of an account into the host's table. */
interface Contender {
    String name();

    /** Prepares for pulls into a fresh database. */
    Session open(BenchmarkDatabase database, RemoteAccount account) throws SQLException;

    /** Pulls again and again from one account into one database. */
    interface Session extends AutoCloseable {
        /** Reads every record from the beginning and brings the database up to date. */
        void pull() throws Exception;

        @Override
        void close() throws SQLException;
    }
}
