package dev.integrationsdk.adapters.hubspot;

import java.util.Arrays;

/** Which paths are called. HubSpot's versions differ in more than a number, so each has its own. */
enum ApiVersion {
    V2026_03("2026-03"),
    V2026_09("2026-09"),
    V3("v3") {
        @Override
        String crm(String resource) {
            return resource.equals("associations") ? "/crm/v4/associations/" : "/crm/v3/" + resource + "/";
        }

        @Override
        String schemas() {
            return "/crm-object-schemas/v3/schemas";
        }

        @Override
        String account(String resource) {
            return "/account-info/v3/" + resource;
        }
    };

    static final ApiVersion DEFAULT = V2026_03;

    private final String text;

    ApiVersion(String text) {
        this.text = text;
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

    /** Ends with a slash. */
    String crm(String resource) {
        return "/crm/" + resource + "/" + text + "/";
    }

    String objects(ObjectType type) {
        return crm("objects") + type.path();
    }

    String associations(ObjectType from, ObjectType to) {
        return crm("associations") + from.path() + "/" + to.path();
    }

    /** Ends without a slash. */
    String owners() {
        String owners = crm("owners");
        return owners.substring(0, owners.length() - 1);
    }

    String schemas() {
        return "/crm-object-schemas/" + text + "/schemas";
    }

    String account(String resource) {
        return "/account-info/" + text + "/" + resource;
    }
}
