package org.aisle.templates.decode;

import java.util.List;

/**
 * Ruuvi's data format 3 (RAWv1), 14 bytes: temperature in °C, humidity in %, pressure in Pa,
 * acceleration in g, batteryVoltage in V. Raw bytes or hexadecimal text, with or without the
 * company id {@code 99 04} in front.
 */
public final class RuuviFormat3Decoder implements PayloadDecoder {

  private final DecodeLimits limits;

  public RuuviFormat3Decoder(DecodeLimits limits) {
    this.limits = limits;
  }

  @Override
  public List<String> contentTypes() {
    return List.of("application/vnd.ruuvi.df3");
  }

  @Override
  public Decoded decode(byte[] payload) {
    return Guard.decode(payload, limits, bytes -> RuuviFrame.decode(bytes, RuuviFrame.FORMAT_3));
  }
}
