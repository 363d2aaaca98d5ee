package org.aisle.templates.decode;

class CborDecoderTest extends PayloadDecoderContract {

  private static final GoldenVectors VECTORS = GoldenVectors.named("cbor.json");

  @Override
  PayloadDecoder decoder() {
    return new CborDecoder(LIMITS);
  }

  @Override
  GoldenVectors vectors() {
    return VECTORS;
  }
}
