/** OkHttp behind the SPI's HttpTransport, and strict reading of what comes back. */
module dev.integrationsdk.http {
    requires static transitive org.jspecify;
    requires transitive com.fasterxml.jackson.core;
    requires transitive com.fasterxml.jackson.databind;
    requires transitive dev.integrationsdk.core;
    requires okhttp3;
    requires okio;

    exports dev.integrationsdk.http;

    provides dev.integrationsdk.spi.http.HttpTransportProvider with
            dev.integrationsdk.http.OkHttpTransportProvider;
}
