package org.aisle.sim.publish;

import org.aisle.templates.identity.DeviceRef;

/** With what a client authenticates; its text form hides the password. */
public record Credentials(DeviceRef user, String password) {

  @Override
  public String toString() {
    return user.username() + " with a password";
  }
}
