package org.aisle.sim.replay;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of an open recording, read one at a time with bounded memory. Not thread-safe. */
interface Rows extends Closeable {

  /** The next row, or null at the end. */
  @Nullable Row next() throws IOException;
}
