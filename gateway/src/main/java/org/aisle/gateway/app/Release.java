package org.aisle.gateway.app;

/** Which release of Aisle this is. */
final class Release {

  private static final String UNKNOWN = "0.1.0-SNAPSHOT";

  private Release() {}

  static String version() {
    String version = Release.class.getPackage().getImplementationVersion();
    return version == null || version.isBlank() ? UNKNOWN : version;
  }
}
