package org.aisle.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.aisle.templates.tls.TlsKeys;
import org.aisle.templates.tls.Trust;

/** An authority and the certificates that it gives, made anew with the JDK's keytool. */
public final class TestCertificates {

  private static final String PASSWORD = "for-this-test";

  private final Path folder;
  private final Path store;

  public TestCertificates(Path folder, String name) throws Exception {
    this.folder = Files.createDirectories(folder);
    store = folder.resolve("all.p12");
    keytool("ca", "-dname", "CN=" + name, "-ext", "bc:c", "-validity", "30");
  }

  /** For this machine, and good. */
  public TestCertificates good() throws Exception {
    return leaf("good", "dns:localhost,ip:127.0.0.1", "-validity", "30");
  }

  /** For this machine, and expired. */
  public TestCertificates expired() throws Exception {
    return leaf("expired", "dns:localhost,ip:127.0.0.1", "-startdate", "-10d", "-validity", "5");
  }

  /** For another host name. */
  public TestCertificates elsewhere() throws Exception {
    return leaf("elsewhere", "dns:elsewhere.example.org", "-validity", "30");
  }

  private TestCertificates leaf(String alias, String names, String... validity) throws Exception {
    List<String> options = new ArrayList<>(List.of("-signer", "ca", "-ext", "san=" + names));
    options.addAll(List.of("-dname", "CN=Northwind " + alias));
    options.addAll(List.of(validity));
    keytool(alias, options.toArray(String[]::new));
    return this;
  }

  private void keytool(String alias, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(
        List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", store.toString()));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool said: " + said);
    }
  }

  private KeyStore all() throws GeneralSecurityException, IOException {
    KeyStore all = KeyStore.getInstance("PKCS12");
    all.load(new ByteArrayInputStream(Files.readAllBytes(store)), PASSWORD.toCharArray());
    return all;
  }

  /** The chain in PEM. */
  public Path certificate(String alias) throws Exception {
    StringBuilder text = new StringBuilder("made for a test\n");
    for (var certificate : all().getCertificateChain(alias)) {
      text.append(pem("CERTIFICATE", certificate.getEncoded()));
    }
    return Files.writeString(folder.resolve(alias + ".pem"), text);
  }

  /** The key in PEM. */
  public Path key(String alias) throws Exception {
    Key key = all().getKey(alias, PASSWORD.toCharArray());
    return Files.writeString(folder.resolve(alias + ".key"), pem("PRIVATE KEY", key.getEncoded()));
  }

  private static String pem(String kind, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(bytes), kind);
  }

  public TlsKeys keys(String alias) throws Exception {
    return ((TlsKeys.Outcome.Read) TlsKeys.pem(certificate(alias), key(alias))).keys();
  }

  /** What believes this authority and no other. */
  public Trust trust() throws Exception {
    return ((Trust.Outcome.Read) Trust.of(certificate("ca"))).trust();
  }

  /** For a server that shows that certificate. */
  public SSLContext server(String alias) throws Exception {
    char[] password = PASSWORD.toCharArray();
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(new ByteArrayInputStream(keys(alias).keyStore(password)), password);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(own, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
