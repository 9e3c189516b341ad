package dev.integrationsdk.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import okhttp3.OkHttpClient;

/**
 * The limit: the same work without a library, written for speed and for nothing else. It neither retries nor rejects a
 * record nor notices a second worker before the end of a transaction.
 */
final class HandWrittenLoop implements Contender {
    private static final int PAGES_PER_COMMIT = 10;
    private static final String TENANT = "acme";

    @Override
    public String name() {
        return "limit";
    }

    @Override
    public Session open(BenchmarkDatabase database, RemoteAccount account) throws SQLException {
        return new Pulls(database.dataSource().getConnection(), account);
    }

    private static final class Pulls implements Session {
        private final Connection connection;
        private final RemoteAccount account;
        private final OkHttpClient client = new OkHttpClient();
        private final int scope;
        private long lastId;

        Pulls(Connection connection, RemoteAccount account) throws SQLException {
            this.connection = connection;
            this.account = account;
            connection.setAutoCommit(false);
            scope = PlainProgress.makeScope(connection, TENANT, now());
            connection.commit();
        }

        @Override
        public void pull() throws Exception {
            try (ContactDownload download = ContactDownload.start(client, account);
                    HostContacts host = new HostContacts(connection, TENANT);
                    PlainMappings mappings = new PlainMappings(connection, scope);
                    PlainProgress progress = new PlainProgress(connection, scope, newId(), now())) {
                PlainProgress.Counts counts = new PlainProgress.Counts();
                ContactPage page;
                int pages = 0;
                do {
                    page = download.take();
                    write(page.contacts(), mappings, host, counts);
                    if (++pages % PAGES_PER_COMMIT == 0 || page.next() == null) {
                        progress.write(counts, page.next(), now());
                        connection.commit();
                    }
                } while (page.next() != null);
            }
        }

        private void write(
                List<ListedContact> contacts, PlainMappings mappings, HostContacts host, PlainProgress.Counts counts)
                throws SQLException {
            LocalDateTime now = now();
            Map<String, PlainMappings.Known> known = mappings.find(contacts);
            for (ListedContact contact : contacts) {
                PlainMappings.Known mapping = known.get(contact.externalId());
                if (mapping == null) {
                    UUID id = newId();
                    mappings.insert(contact, id, now);
                    host.insert(id, contact);
                    counts.created();
                } else if (mapping.isAt(contact)) {
                    counts.unchanged();
                } else {
                    mappings.update(contact, mapping.internalId(), now);
                    host.update(mapping.internalId(), contact);
                    counts.updated();
                }
            }
            host.flush();
            mappings.flush();
        }

        private static LocalDateTime now() {
            return LocalDateTime.now(ZoneOffset.UTC);
        }

        /** Version 7: milliseconds and a counter first, so that both indexes grow at their end. */
        private UUID newId() {
            lastId = Math.max(lastId + 1, System.currentTimeMillis() << 12);
            long high = ((lastId >>> 12) << 16) | 0x7000 | (lastId & 0xFFF);
            long low = (ThreadLocalRandom.current().nextLong() >>> 2) | Long.MIN_VALUE;
            return new UUID(high, low);
        }

        @Override
        public void close() throws SQLException {
            client.connectionPool().evictAll();
            connection.close();
        }
    }
}
