/** Repositories, transactions and schedules on a host's own relational database. */
module dev.integrationsdk.jdbc {
    requires static transitive org.jspecify;
    requires transitive dev.integrationsdk.core;
    requires transitive java.sql;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.github.kagkarlsson.scheduler;
    requires org.jdbi.v3.core;
    requires org.slf4j;

    exports dev.integrationsdk.jdbc;
}
