package org.aisle.backend.rest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** The text of a model as a request's body, whatever JSON it is. */
final class ModelText {

  private ModelText() {}

  /**
   * @throws RefusedRequest 415 for what is not called JSON, 400 for what is not UTF-8
   */
  static String of(@Nullable MediaType type, byte[] body) {
    if (type == null
        || !(type.isCompatibleWith(MediaType.APPLICATION_JSON)
            || type.getSubtype().endsWith("+json"))) {
      throw new RefusedRequest(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "content-type.unsupported",
          "Send the model with Content-Type application/json.");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw RefusedRequest.badRequest("body.not-utf8", "Send the model encoded in UTF-8.");
    }
  }
}
