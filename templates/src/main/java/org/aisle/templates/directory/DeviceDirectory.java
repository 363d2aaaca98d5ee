package org.aisle.templates.directory;

import java.util.Optional;
import org.aisle.templates.identity.DeviceRef;

/**
 * The registry as a gateway sees it. Implementations are thread-safe, answer from memory as a rule
 * (they are asked once per message), and show a change of the registry within seconds. All methods
 * throw {@link DirectoryUnavailableException}, soon, when the answer is not in memory and the
 * registry does not answer.
 */
public interface DeviceDirectory {

  /** The device, or empty when the app or the device does not exist. */
  Optional<KnownDevice> device(DeviceRef ref);

  /** Whether the password is that of the enabled device named; constant time in the password. */
  boolean authenticate(DeviceRef ref, byte[] password);

  /** Whether {@code client} may publish for {@code device}: for itself, or as its gateway. */
  boolean mayActFor(DeviceRef client, DeviceRef device);
}
