package org.aisle.templates.decode;

class RuuviFormat3DecoderTest extends PayloadDecoderContract {

  private static final GoldenVectors VECTORS = GoldenVectors.named("ruuvi-df3.json");

  @Override
  PayloadDecoder decoder() {
    return new RuuviFormat3Decoder(LIMITS);
  }

  @Override
  GoldenVectors vectors() {
    return VECTORS;
  }
}
