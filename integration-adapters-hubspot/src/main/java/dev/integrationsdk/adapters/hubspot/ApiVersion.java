package dev.integrationsdk.adapters.hubspot;

import java.util.Arrays;

/** Which paths are called. HubSpot's versions differ in more than a number, so each has its own. */
enum ApiVersion {
    V2026_03("2026-03", "/crm/objects/2026-03/"),
    V2026_09("2026-09", "/crm/objects/2026-09/"),
    V3("v3", "/crm/v3/objects/");

    static final ApiVersion DEFAULT = V2026_03;

    private final String text;
    private final String objects;

    ApiVersion(String text, String objects) {
        this.text = text;
        this.objects = objects;
    }

    static String[] names() {
        return Arrays.stream(values()).map(ApiVersion::text).toArray(String[]::new);
    }

    static ApiVersion of(String text) {
        return Arrays.stream(values())
                .filter(version -> version.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no version of HubSpot's API has this name"));
    }

    String text() {
        return text;
    }

    String objects(ObjectType type) {
        return objects + type.path();
    }
}
