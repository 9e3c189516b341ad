package dev.integrationsdk.jdbc;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.PersistenceConfiguration;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;

/** Hibernate on whatever data source a test is about; one factory serves all tests of one database product. */
public final class PersistenceUnit {
    private static final RoutedSource ROUTED = new RoutedSource();
    private static final Map<String, EntityManagerFactory> FACTORIES = new ConcurrentHashMap<>();

    private PersistenceUnit() {}

    /** Until the next call, the factory's connections come from this source. */
    public static EntityManagerFactory on(DataSource source) {
        ROUTED.target = source;
        return FACTORIES.computeIfAbsent(((UrlSource) source).product(), PersistenceUnit::create);
    }

    /** As a host would wire it, with the source that its JDBC code uses. */
    static JpaTransactionManager springManager(DataSource source) {
        JpaTransactionManager manager = new JpaTransactionManager(on(source));
        manager.setDataSource(source);
        manager.setJpaDialect(new HibernateJpaDialect());
        manager.afterPropertiesSet();
        return manager;
    }

    private static EntityManagerFactory create(String product) {
        return new PersistenceConfiguration(product)
                .managedClass(Contact.class)
                .property("jakarta.persistence.nonJtaDataSource", ROUTED)
                .createEntityManagerFactory();
    }

    // tag::entity[]
    /** A row of the host whose constraints the database checks when Hibernate sends it, which is at flush. */
    @Entity
    @Table(name = "contact")
    public static class Contact {
        @Id
        private UUID id = new UUID(0, 0);

        private String name = "";

        @Version
        private int version;

        protected Contact() {}

        public Contact(UUID id, String name) {
            this.id = id;
            this.name = name;
        }

        public void rename(String newName) {
            name = newName;
        }

        public int version() {
            return version;
        }

        @Override
        public String toString() {
            return "contact " + id + " " + name;
        }
    }

    // end::entity[]

    private static final class RoutedSource extends UrlSource {
        private volatile DataSource target = this;

        RoutedSource() {
            super("nowhere");
        }

        @Override
        public Connection getConnection() throws SQLException {
            return target.getConnection();
        }
    }
}
