package dev.integrationsdk.adapters.ldap;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class AddressPolicyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "192.0.0.8",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fd00::1",
                "fe80::1",
                "fec0::1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001::1",
                "::ffff:10.0.0.1",
                "2001:db8::1",
                "ff02::1"
            })
    void addressesThatAreNotPublicNeedAnOnPremiseConnector(String text) throws UnknownHostException {
        InetAddress address = InetAddress.getByName(text);

        assertThat(new AddressPolicy(false).allows(address)).isFalse();
        assertThat(new AddressPolicy(true).allows(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "223.255.255.254",
                "2a00:1450::1",
                "2600::1"
            })
    void publicAddressesAreAllowed(String text) throws UnknownHostException {
        assertThat(new AddressPolicy(false).allows(InetAddress.getByName(text))).isTrue();
    }
}
