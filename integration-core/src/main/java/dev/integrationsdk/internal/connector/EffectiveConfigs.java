package dev.integrationsdk.internal.connector;

import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.connector.ConnectorFields;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Deployment;
import dev.integrationsdk.connector.EffectiveConnector;
import dev.integrationsdk.connector.FieldOrigin;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.settings.SettingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Lays what the deployment says over what is stored or declared. Immutable. */
final class EffectiveConfigs {
    private final Adapters adapters;
    private final Deployment deployment;
    private final Map<ConnectorKey, SystemCode> declared;

    /** @throws IntegrationException INVALID_CONFIGURATION if the deployment's list of connectors cannot be read */
    EffectiveConfigs(Adapters adapters, Deployment deployment) {
        this.adapters = adapters;
        this.deployment = deployment;
        this.declared = deployment.declared();
    }

    EffectiveConnector of(StoredConnector stored) {
        return overlaid(stored.current().config(), FieldOrigin.DATABASE, stored.isEnabled());
    }

    EffectiveConnector declared(ConnectorConfig config) {
        return overlaid(config, FieldOrigin.CODE, true);
    }

    EffectiveConnector declared(ConnectorKey key, SystemCode system) {
        return overlaid(ConnectorConfig.of(key.tenant(), key.id(), system), FieldOrigin.DEFAULT, true);
    }

    /** @throws IntegrationException INVALID_CONFIGURATION if what is laid over cannot be read */
    private EffectiveConnector overlaid(ConnectorConfig beneath, FieldOrigin origin, boolean enabled) {
        NavigableMap<String, String> fields = beneath.fields();
        NavigableMap<String, FieldOrigin> origins = new TreeMap<>();
        fields.keySet().forEach(field -> origins.put(field, origin));
        List<SettingSpec> declared = settings(beneath);
        Deployment.Overlay overlay = deployment.overlay(beneath.key(), names(declared));
        overlay.fields()
                .keySet()
                .forEach(field -> ConnectorFields.narrower(field).forEach(fields::remove));
        fields.putAll(overlay.fields());
        origins.putAll(overlay.origins());
        for (SettingSpec spec : declared) {
            if (spec.defaultValue().isPresent()) {
                origins.putIfAbsent(ConnectorFields.setting(spec.key()), FieldOrigin.DEFAULT);
            }
        }
        try {
            return new EffectiveConnector(
                    ConnectorFields.parse(beneath.key(), beneath.system(), fields), origins, enabled);
        } catch (IllegalArgumentException unreadable) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "connector " + beneath.key() + " with what the deployment lays over it: " + unreadable.getMessage(),
                    unreadable);
        }
    }

    /** What names no field of a connector, for the operator. */
    List<String> problems(ConnectorConfig config) {
        return deployment.overlay(config.key(), names(settings(config))).problems().stream()
                .map(Object::toString)
                .toList();
    }

    Map<ConnectorKey, SystemCode> declaredByDeployment() {
        return declared;
    }

    /** Of a system without an adapter, none is known. */
    private List<SettingSpec> settings(ConnectorConfig config) {
        return adapters.catalogue().variants(config.system()).isEmpty()
                ? List.of()
                : adapters.of(config).descriptor().settings();
    }

    private static List<String> names(List<SettingSpec> declared) {
        List<String> names = new ArrayList<>(ConnectorFields.PLAIN);
        declared.forEach(spec -> names.add(ConnectorFields.setting(spec.key())));
        return names;
    }
}
