/** Repositories, transactions and schedules on a host's own relational database. */
module dev.integrationsdk.jdbc {
    requires static transitive org.jspecify;
    requires transitive dev.integrationsdk.core;
    requires transitive java.sql;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires transitive org.jdbi.v3.core;
    requires com.github.kagkarlsson.scheduler;
    requires org.slf4j;
    requires static transitive jakarta.persistence;
    requires static transitive spring.tx;
    requires static spring.jdbc;

    exports dev.integrationsdk.jdbc;
    exports dev.integrationsdk.jdbc.jpa;
    exports dev.integrationsdk.jdbc.spring;
}
