package dev.integrationsdk.adapters.ldap;

import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.util.ssl.cert.ManageCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server's key with a certificate of its own making for one host name, and that certificate as a PEM file. */
record Certificates(SSLContext server, Path pem) {
    private static final String PASSWORD = "of-a-test";

    static Certificates of(String host, Path folder) throws IOException, GeneralSecurityException {
        Path store = folder.resolve(host + ".p12");
        Path pem = folder.resolve(host + ".pem");
        run(
                "generate-self-signed-certificate",
                "--keystore",
                store.toString(),
                "--keystore-password",
                PASSWORD,
                "--keystore-type",
                "PKCS12",
                "--alias",
                "server",
                "--subject-dn",
                "CN=" + host,
                "--subject-alternative-name-dns",
                host);
        run(
                "export-certificate",
                "--keystore",
                store.toString(),
                "--keystore-password",
                PASSWORD,
                "--alias",
                "server",
                "--output-format",
                "PEM",
                "--output-file",
                pem.toString());
        return new Certificates(context(store), pem);
    }

    private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static void run(String... arguments) throws IOException {
        ResultCode result = ManageCertificates.main(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                arguments);
        if (!result.equals(ResultCode.SUCCESS)) {
            throw new IOException(arguments[0] + " failed: " + result);
        }
    }
}
