package org.aisle.ui.models;

import java.util.ArrayDeque;
import java.util.Deque;

/** A draft's text while somebody edits it; each step can be taken back. */
final class DraftSteps {

  private static final int MOST = 100;

  private final Deque<String> past = new ArrayDeque<>();
  private final Deque<String> future = new ArrayDeque<>();
  private String saved;
  private String now;

  DraftSteps(String text) {
    now = text;
    saved = text;
  }

  String now() {
    return now;
  }

  void change(String next) {
    if (!next.equals(now)) {
      past.push(now);
      if (past.size() > MOST) {
        past.removeLast();
      }
      future.clear();
      now = next;
    }
  }

  boolean canUndo() {
    return !past.isEmpty();
  }

  boolean canRedo() {
    return !future.isEmpty();
  }

  void undo() {
    if (canUndo()) {
      future.push(now);
      now = past.pop();
    }
  }

  void redo() {
    if (canRedo()) {
      past.push(now);
      now = future.pop();
    }
  }

  boolean isChanged() {
    return !now.equals(saved);
  }

  void saved() {
    saved = now;
  }
}
