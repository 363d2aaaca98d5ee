package org.aisle.backend.registry;

/**
 * Something that refers to a place.
 *
 * @param id of that which refers to it
 * @param name for people
 */
public record PlaceUse(Kind kind, String id, String name) {

  /** What refers to a place; all but the last keep it from being removed. */
  public enum Kind {
    /** An asset that stands there. */
    ASSET,
    RULE,
    /** One that everybody sees. */
    DASHBOARD,
    /** A planned way of shipments. */
    ROUTE,
    /** A device group whose query names it. */
    GROUP,
    /** An asset that stood there once. */
    ASSET_ONCE
  }
}
