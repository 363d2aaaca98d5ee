package org.aisle.templates.decode;

import java.util.List;

/**
 * Ruuvi's data format 5 (RAWv2), 24 bytes: temperature in °C, humidity in %, pressure in Pa,
 * acceleration in g, batteryVoltage in V, txPower in dBm, movementCounter and measurementSequence.
 * Raw bytes or hexadecimal text, with or without the company id {@code 99 04} in front.
 *
 * <p>The measurement sequence has 16 bits and wraps, so it is a field and not the {@code seq} that
 * orders messages.
 */
public final class RuuviFormat5Decoder implements PayloadDecoder {

  private final DecodeLimits limits;

  public RuuviFormat5Decoder(DecodeLimits limits) {
    this.limits = limits;
  }

  @Override
  public List<String> contentTypes() {
    return List.of("application/vnd.ruuvi.df5");
  }

  @Override
  public Decoded decode(byte[] payload) {
    return Guard.decode(payload, limits, bytes -> RuuviFrame.decode(bytes, RuuviFrame.FORMAT_5));
  }
}
