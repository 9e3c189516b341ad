/** Words, SPI, engine and repository interfaces of an embeddable integration library. */
module dev.integrationsdk.core {
    requires static transitive org.jspecify;
    requires org.slf4j;
    requires dev.failsafe.core;
    requires io.github.bucket4j.core;
    requires static micrometer.core;

    exports dev.integrationsdk;
    exports dev.integrationsdk.access;
    exports dev.integrationsdk.audit;
    exports dev.integrationsdk.call;
    exports dev.integrationsdk.connector;
    exports dev.integrationsdk.credential;
    exports dev.integrationsdk.event;
    exports dev.integrationsdk.health;
    exports dev.integrationsdk.host;
    exports dev.integrationsdk.letter;
    exports dev.integrationsdk.mapping;
    exports dev.integrationsdk.metrics;
    exports dev.integrationsdk.oauth;
    exports dev.integrationsdk.policy;
    exports dev.integrationsdk.push;
    exports dev.integrationsdk.retry;
    exports dev.integrationsdk.review;
    exports dev.integrationsdk.run;
    exports dev.integrationsdk.scan;
    exports dev.integrationsdk.schedule;
    exports dev.integrationsdk.spi;
    exports dev.integrationsdk.spi.annotation;
    exports dev.integrationsdk.spi.call;
    exports dev.integrationsdk.spi.command;
    exports dev.integrationsdk.spi.credential;
    exports dev.integrationsdk.spi.error;
    exports dev.integrationsdk.spi.http;
    exports dev.integrationsdk.spi.identity;
    exports dev.integrationsdk.spi.lifecycle;
    exports dev.integrationsdk.spi.oauth;
    exports dev.integrationsdk.spi.notification;
    exports dev.integrationsdk.spi.probe;
    exports dev.integrationsdk.spi.pull;
    exports dev.integrationsdk.spi.push;
    exports dev.integrationsdk.spi.query;
    exports dev.integrationsdk.spi.record;
    exports dev.integrationsdk.spi.schema;
    exports dev.integrationsdk.spi.settings;
    exports dev.integrationsdk.spi.webhook;
    exports dev.integrationsdk.store;
    exports dev.integrationsdk.tenant;

    uses dev.integrationsdk.spi.ConnectorProvider;
    uses dev.integrationsdk.spi.http.HttpTransportProvider;
}
