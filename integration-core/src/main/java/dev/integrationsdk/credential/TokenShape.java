package dev.integrationsdk.credential;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** The shapes by which a secret can be told whatever the setting is called. */
enum TokenShape {
    PRIVATE_KEY("a private key", "-----BEGIN [A-Z ]{0,40}PRIVATE KEY"),
    SIGNED_TOKEN("a signed token", "\\beyJ[A-Za-z0-9_-]{6,}\\.[A-Za-z0-9_-]{6,}\\."),
    AUTHORIZATION_HEADER(
            "the value of an authorization header",
            "(?i)\\b(bearer|basic)\\s+(?=[^\\s]*[0-9=])[A-Za-z0-9+/=._~-]{12,}"),
    HUBSPOT("a HubSpot token", "\\bpat-[a-z0-9]{2,6}-[0-9a-zA-Z-]{8,}"),
    STRIPE("a Stripe key", "\\b([sr]k_(live|test)_|whsec_)[A-Za-z0-9]{8,}"),
    AWS("an AWS key", "\\b(AKIA|ASIA)[A-Z0-9]{16}\\b"),
    GIT("a GitHub or GitLab token", "\\b(gh[pousr]_|github_pat_|glpat-)[A-Za-z0-9_-]{16,}"),
    SLACK("a Slack token", "\\bxox[abeprs]-[A-Za-z0-9-]{10,}"),
    GOOGLE("a Google key", "\\b(AIza[A-Za-z0-9_-]{35}|ya29\\.[A-Za-z0-9_-]{20,}|GOCSPX-[A-Za-z0-9_-]{20,})"),
    URL_WITH_USER("a URL with user information", "(?i)[a-z][a-z0-9+.-]{0,31}://[^/?#\\s]{0,500}@"),
    SECRET_PARAMETER(
            "a secret parameter",
            "(?i)[?&;]\\s*(access_token|refresh_token|client_secret|hapikey|api_?key|secret|password|pwd)=[^&;\\s]");

    private final String description;
    private final Pattern pattern;

    TokenShape(String description, String pattern) {
        this.description = description;
        this.pattern = Pattern.compile(pattern);
    }

    /** For a person, with its article. */
    String description() {
        return description;
    }

    /** The first shape that is somewhere in the text. */
    static Optional<TokenShape> of(String text) {
        return Arrays.stream(values())
                .filter(shape -> shape.pattern.matcher(text).find())
                .findFirst();
    }
}
