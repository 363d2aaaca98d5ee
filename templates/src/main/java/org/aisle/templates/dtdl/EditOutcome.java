package org.aisle.templates.dtdl;

import java.util.List;

/** What became of a model that was to be edited. */
public sealed interface EditOutcome {

  /**
   * All edits are made.
   *
   * @param dtdl the indented document; it may have faults that it had before, or in entries that
   *     used what is gone
   */
  record Edited(String dtdl) implements EditOutcome {}

  /** Nothing is changed; all that stands in the way, at least one. */
  record Refused(List<EditProblem> problems) implements EditOutcome {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Why an edit can't be made.
   *
   * @param edit which one, from 0; {@link #NO_EDIT} when it is none of theirs
   * @param code stable, dotted: {@code edit.name-taken}, or a model's {@code dtdl.unit-unknown}
   * @param sentence what is wrong and what to do about it
   * @param path where in the edit's entry, as a JSON pointer from it such as {@code
   *     /derivation/transitions/0/when}; empty when it is about no part of it
   */
  record EditProblem(int edit, String code, String sentence, String path) {

    /** One that is about no part of an entry. */
    EditProblem(int edit, String code, String sentence) {
      this(edit, code, sentence, "");
    }

    /** In place of an edit's number: the document itself stands in the way. */
    public static final int NO_EDIT = -1;
  }
}
