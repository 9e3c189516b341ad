package dev.integrationsdk.spi.query;

/**
 * What a query is called, takes and gives. Immutable.
 *
 * @param name unique within the adapter, such as {@code contact.by-email}
 * @param version grows when input or output change
 * @param input type of the argument
 * @param output type of one result
 */
public record QuerySpec<I, O>(String name, int version, Class<I> input, Class<O> output) {}
