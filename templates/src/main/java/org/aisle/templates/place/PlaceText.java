package org.aisle.templates.place;

/** The shape of what people write of places; which kinds there are is up to them. */
public final class PlaceText {

  /** Half the way around the earth. */
  public static final double MOST_RADIUS_METRES = 20_037_508;

  /** What a kind must look like, and what to do. */
  public static final String KIND =
      "Give the place's kind 1 to 200 characters, without control characters and without spaces at"
          + " its ends.";

  private static final int LONGEST = 200;

  private PlaceText() {}

  /** Whether that can be the kind of a place: any word, such as outlet, depot or yard. */
  public static boolean isKind(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.equals(text.strip())
        && text.chars().noneMatch(Character::isISOControl);
  }

  /** Whether a place can be that large. */
  public static boolean isRadius(double metres) {
    return metres > 0 && metres <= MOST_RADIUS_METRES;
  }
}
