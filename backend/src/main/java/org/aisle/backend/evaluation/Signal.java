package org.aisle.backend.evaluation;

import org.aisle.templates.condition.Test;
import org.aisle.templates.condition.Truth;

/** What a {@link HeldRun} watches: whether something is so at a reading. */
sealed interface Signal {

  /** At the frame's reading; asked once at each that is judged. */
  Truth at(LiveFrame frame);

  /** What the evidence tells about the reading that was just judged. */
  double value(LiveFrame frame);

  void save(Packer to);

  void restore(Unpacker from);

  /** A condition. */
  record OfTest(Test test, Focus focus) implements Signal {
    @Override
    public Truth at(LiveFrame frame) {
      return test.in(frame);
    }

    @Override
    public double value(LiveFrame frame) {
      return focus.value(frame);
    }

    @Override
    public void save(Packer to) {}

    @Override
    public void restore(Unpacker from) {}
  }

  /** The aggregate of a sliding window. */
  final class OfWindow implements Signal {
    private final WindowProgram window;
    private final Panes panes;
    private double value = Double.NaN;

    OfWindow(WindowProgram window) {
      this.window = window;
      this.panes = new Panes(window.pane(), window.tally());
    }

    double limit(LiveFrame frame) {
      return window.limit().in(frame);
    }

    @Override
    public Truth at(LiveFrame frame) {
      panes.advance(frame.now());
      if (frame.news(window.measured())) {
        double x = window.of().in(frame);
        if (!Double.isNaN(x)) {
          panes.add(x, frame.now());
        }
      }
      value = panes.count() < window.atLeast() ? Double.NaN : panes.result();
      return window.judge(value, window.limit().in(frame));
    }

    @Override
    public double value(LiveFrame frame) {
      return value;
    }

    @Override
    public void save(Packer to) {
      panes.save(to);
    }

    @Override
    public void restore(Unpacker from) {
      panes.restore(from);
    }
  }
}
