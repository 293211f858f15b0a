package dev.slipway.temporal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key and its certificate, signed by itself, as PEM files and for the JVM. */
final class Certificates {
  private static final String PASSWORD = "password";

  private final Path folder;
  private final String name;
  private final KeyStore store;

  private Certificates(Path folder, String name, KeyStore store) {
    this.folder = folder;
    this.name = name;
    this.store = store;
  }

  static Certificates of(String name, Path folder) throws Exception {
    Path file = folder.resolve(name + ".p12");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool failed");
    }
    var made =
        new Certificates(folder, name, KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()));
    made.write("certificate", "CERTIFICATE", made.store.getCertificate(name).getEncoded());
    made.write("key", "PRIVATE KEY", made.store.getKey(name, PASSWORD.toCharArray()).getEncoded());
    return made;
  }

  private void write(String what, String label, byte[] content) throws IOException {
    String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
    Files.writeString(
        file(what), "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, body));
  }

  private Path file(String what) {
    return folder.resolve(name + "." + what + ".pem");
  }

  Path certificate() {
    return file("certificate");
  }

  Path key() {
    return file("key");
  }

  /** Shows this certificate, and accepts the other one and no more. */
  SSLContext trusting(Certificates other) throws GeneralSecurityException {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(other.trustedAlone());
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  private KeyStore trustedAlone() throws GeneralSecurityException {
    try {
      var alone = KeyStore.getInstance("PKCS12");
      alone.load(null, null);
      alone.setCertificateEntry(name, store.getCertificate(name));
      return alone;
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
  }
}
