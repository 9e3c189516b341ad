package dev.integrationsdk.adapters.ldap;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Reads which certificates are trusted, anew for every connection, so that a replaced file is seen. */
final class TrustedCertificates {
    private static final long MAX_FILE_BYTES = 1024 * 1024;

    private TrustedCertificates() {}

    /**
     * @param caFile empty for those of the Java runtime
     * @throws IntegrationException INVALID_CONFIGURATION if the file holds no certificates, in the same words whatever it is
     *     instead
     */
    static SSLSocketFactory socketFactory(Optional<String> caFile) {
        try {
            TrustManager @Nullable [] trusted = null;
            if (caFile.isPresent()) {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(keyStore(caFile.get()));
                trusted = factory.getTrustManagers();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusted, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException | InvalidPathException unusable) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION,
                    LdapConnectorProvider.CA_FILE + " is not a readable PEM file with certificates",
                    unusable);
        }
    }

    private static KeyStore keyStore(String caFile) throws GeneralSecurityException, IOException {
        Path path = Path.of(caFile);
        if (!Files.isRegularFile(path) || Files.size(path) > MAX_FILE_BYTES) {
            throw new IOException("not a regular file of a certificate's size");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        ByteArrayInputStream pem = new ByteArrayInputStream(Files.readAllBytes(path));
        int number = 0;
        for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
            store.setCertificateEntry("trusted-" + number++, certificate);
        }
        if (number == 0) {
            throw new IOException("no certificate");
        }
        return store;
    }
}
