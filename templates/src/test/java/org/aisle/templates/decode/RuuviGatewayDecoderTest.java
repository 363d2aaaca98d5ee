package org.aisle.templates.decode;

class RuuviGatewayDecoderTest extends PayloadDecoderContract {

  private static final GoldenVectors VECTORS = GoldenVectors.named("ruuvi-gateway.json");

  @Override
  PayloadDecoder decoder() {
    return new RuuviGatewayDecoder(LIMITS);
  }

  @Override
  GoldenVectors vectors() {
    return VECTORS;
  }
}
