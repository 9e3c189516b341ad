package dev.integrationsdk.testkit.generated;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * An invented sales opportunity. Immutable.
 *
 * @param amount positive, two decimals, without a currency
 * @param stage one of the stage ids of HubSpot's default pipeline
 */
public record Deal(String name, BigDecimal amount, String stage, LocalDate closeDate) {}
