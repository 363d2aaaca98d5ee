package org.aisle.templates.picture;

import java.util.List;

/** What became of a picture that was checked. */
public sealed interface PictureOutcome {

  /** It can be shown. */
  record Read(Picture picture) implements PictureOutcome {}

  /** It can't; at most {@value SvgCheck#MOST_FAULTS} faults are told. */
  record Faults(List<PictureFault> faults) implements PictureOutcome {
    public Faults {
      faults = List.copyOf(faults);
    }
  }
}
