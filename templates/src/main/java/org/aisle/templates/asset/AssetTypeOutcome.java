package org.aisle.templates.asset;

import java.util.List;

/** What became of an asset type that somebody wrote down. */
public sealed interface AssetTypeOutcome {

  /** It is sound. */
  record Read(AssetType type) implements AssetTypeOutcome {}

  /** All its faults, at least one. */
  record Faults(List<Fault> faults) implements AssetTypeOutcome {
    public Faults {
      faults = List.copyOf(faults);
    }
  }

  /**
   * One fault.
   *
   * @param property the number of the faulty property from 0 on; -1 for the type itself
   * @param code stable, dotted ({@code asset-type.schema-unknown})
   * @param sentence what is wrong and what to do
   */
  record Fault(int property, String code, String sentence) {}
}
