package dev.integrationsdk.internal.credential;

import dev.integrationsdk.spi.credential.Secret;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is stored in one field of a connector, decrypted. Immutable; prints names only.
 *
 * @param version of the row
 * @param secrets by name
 */
public record KeptSecrets(long version, SortedMap<String, Secret> secrets) {
    public KeptSecrets {
        secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
    }

    static KeptSecrets of(long version, Map<String, Secret> secrets) {
        return new KeptSecrets(version, new TreeMap<>(secrets));
    }

    /** Empty if there is none of this name. */
    public Optional<Secret> find(String name) {
        return Optional.ofNullable(secrets.get(name));
    }

    @Override
    public String toString() {
        return "KeptSecrets[version " + version + ", " + secrets.keySet() + "]";
    }
}
