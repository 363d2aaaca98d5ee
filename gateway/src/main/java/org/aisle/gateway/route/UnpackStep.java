package org.aisle.gateway.route;

import org.aisle.templates.directory.DeviceDirectory;
import org.aisle.templates.wire.BatchFormat;
import org.aisle.templates.wire.BatchOutcome;

/** Takes a batch apart, so that each entry of it is judged alone. */
final class UnpackStep {

  private final DeviceDirectory directory;

  UnpackStep(DeviceDirectory directory) {
    this.directory = directory;
  }

  Progress apply(Progress progress) {
    if (!(progress instanceof Progress.Batched message)) {
      return progress;
    }
    return switch (BatchFormat.decode(message.payload())) {
      case BatchOutcome.Refused bad ->
          Progress.only(
              message.rejected(message.gateway(), bad.code(), bad.sentence(), message.payload()));
      case BatchOutcome.Read read ->
          new Progress.Deliverable(new BatchReview(message, directory).delivery(read));
    };
  }
}
