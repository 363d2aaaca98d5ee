package org.aisle.backend.registry;

import java.util.function.Supplier;
import org.aisle.templates.identity.AppId;
import org.aisle.templates.identity.DeviceRef;

/**
 * Lets something be read and then changed while nobody else changes it, in one transaction. An
 * exception undoes everything. Thread-safe.
 */
public interface Undisturbed {

  /** While nobody else changes the device. */
  <T> T device(DeviceRef device, Supplier<T> work);

  /** While nobody else changes the asset or its bindings. */
  <T> T asset(AppId app, String asset, Supplier<T> work);

  /** While nobody else changes the app's look, its organisations or its asset types. */
  <T> T app(AppId app, Supplier<T> work);
}
