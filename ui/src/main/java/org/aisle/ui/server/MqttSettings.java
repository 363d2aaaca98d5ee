package org.aisle.ui.server;

import java.nio.file.Path;
import org.aisle.gateway.broker.BrokerSettings;
import org.aisle.gateway.broker.BrokerUnavailableException;
import org.aisle.gateway.broker.TlsListener;
import org.aisle.templates.tls.TlsFault;
import org.aisle.templates.tls.TlsFiles;
import org.aisle.templates.tls.TlsKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the embedded gateway's broker listens.
 *
 * @param port 0 takes any free one
 * @param bindAddress loopback unless devices are elsewhere
 * @param publicAddress what devices are told to connect to ({@code host:port}); empty means
 *     localhost and the port
 * @param tls with what it proves who it is over TLS; nothing turns TLS off
 */
@ConfigurationProperties("aisle.mqtt")
record MqttSettings(
    @DefaultValue("1883") int port,
    @DefaultValue("127.0.0.1") String bindAddress,
    @DefaultValue("") String publicAddress,
    @DefaultValue Tls tls) {

  /**
   * A listener over TLS. When there is one, the plain one stays on loopback.
   *
   * @param certificate a PEM file: the server's certificate, then its chain
   * @param key a PEM file
   * @param keyStore a PKCS #12 file in place of the two
   * @param keyStorePasswordFile its password is the first line
   * @param port 0 takes any free one
   * @param plainToo whether the plain listener is open to other machines as well
   */
  record Tls(
      @Nullable String certificate,
      @Nullable String key,
      @Nullable String keyStore,
      @Nullable String keyStorePasswordFile,
      @DefaultValue("8883") int port,
      @DefaultValue("false") boolean plainToo) {

    Tls {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("aisle.mqtt.tls.port is a number from 0 to 65535.");
      }
    }
  }

  private static final String LOOPBACK = "127.0.0.1";

  MqttSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("aisle.mqtt.port is a number from 0 to 65535.");
    }
  }

  /**
   * The broker's two listeners, or one.
   *
   * @throws BrokerUnavailableException when the keys can't be used
   */
  BrokerSettings broker(Path folder) {
    BrokerSettings plain =
        BrokerSettings.defaults(folder).withPort(port).withBindAddress(bindAddress);
    TlsFiles files =
        new TlsFiles(tls.certificate(), tls.key(), tls.keyStore(), tls.keyStorePasswordFile());
    return files
        .read()
        .map(
            outcome ->
                switch (outcome) {
                  case TlsKeys.Outcome.Read(TlsKeys keys) ->
                      plain
                          .withBindAddress(tls.plainToo() ? bindAddress : LOOPBACK)
                          .withTls(new TlsListener(tls.port(), bindAddress, keys, files));
                  case TlsKeys.Outcome.Refused(TlsFault fault) ->
                      throw new BrokerUnavailableException(fault.toString());
                })
        .orElse(plain);
  }
}
