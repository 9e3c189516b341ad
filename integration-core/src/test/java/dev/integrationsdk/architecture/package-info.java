/** The rules that hold the packages apart; they read the compiled classes. */
@NullMarked
package dev.integrationsdk.architecture;

import org.jspecify.annotations.NullMarked;
