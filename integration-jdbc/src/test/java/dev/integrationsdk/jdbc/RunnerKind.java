package dev.integrationsdk.jdbc;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.jdbc.jpa.JpaTransactionRunner;
import dev.integrationsdk.jdbc.spring.SpringTransactionRunner;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Every ready-made runner: what is promised of one is promised of all. */
enum RunnerKind {
    PLAIN {
        @Override
        TransactionRunner on(DataSource source) {
            return JdbcTransactionRunner.of(source);
        }
    },
    JDBI {
        @Override
        TransactionRunner on(DataSource source) {
            return JdbiTransactionRunner.of(Jdbi.create(source));
        }
    },
    SPRING_JDBC {
        @Override
        TransactionRunner on(DataSource source) {
            return SpringTransactionRunner.of(new JdbcTransactionManager(source), source);
        }
    },
    SPRING_DATA_SOURCE {
        @Override
        TransactionRunner on(DataSource source) {
            return SpringTransactionRunner.of(new DataSourceTransactionManager(source), source);
        }
    },
    SPRING_JPA {
        @Override
        TransactionRunner on(DataSource source) {
            return SpringTransactionRunner.of(PersistenceUnit.springManager(source), source);
        }
    },
    JPA {
        @Override
        TransactionRunner on(DataSource source) {
            return JpaTransactionRunner.of(PersistenceUnit.on(source));
        }
    };

    boolean isHibernate() {
        return this == JPA || this == SPRING_JPA;
    }

    abstract TransactionRunner on(DataSource source);
}
