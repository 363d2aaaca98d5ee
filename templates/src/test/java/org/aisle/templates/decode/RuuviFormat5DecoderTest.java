package org.aisle.templates.decode;

class RuuviFormat5DecoderTest extends PayloadDecoderContract {

  private static final GoldenVectors VECTORS = GoldenVectors.named("ruuvi-df5.json");

  @Override
  PayloadDecoder decoder() {
    return new RuuviFormat5Decoder(LIMITS);
  }

  @Override
  GoldenVectors vectors() {
    return VECTORS;
  }
}
