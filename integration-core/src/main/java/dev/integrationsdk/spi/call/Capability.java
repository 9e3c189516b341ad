package dev.integrationsdk.spi.call;

/** Something a connector can do. A new capability is a new interface, so that none ever breaks an adapter. */
public interface Capability {}
