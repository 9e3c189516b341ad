package dev.integrationsdk.spi.schema;

/** What an attribute's value is made of, in {@link dev.integrationsdk.spi.record.Attributes}. */
public enum FieldType {
    /** {@code String}. */
    TEXT,
    /** {@code Long}. */
    INTEGER,
    /** {@code BigDecimal}. */
    DECIMAL,
    /** {@code Boolean}. */
    BOOLEAN,
    /** {@code LocalDate}. */
    DATE,
    /** {@code Instant}. */
    INSTANT,
    /** {@code String}, one of the field's options. */
    CHOICE,
    /** {@code String}, the external id of another record. */
    REFERENCE,
    /** {@code Binary}. */
    BINARY
}
