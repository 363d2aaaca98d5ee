package org.aisle.ui.pictures;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import java.util.List;
import java.util.function.Consumer;
import org.aisle.backend.registry.Outcome;
import org.aisle.backend.registry.Outcome.Problem;
import org.aisle.templates.picture.Picture;
import org.aisle.templates.picture.PictureReader;

/** Takes one file and says below what is wrong with it. */
public final class PictureUpload extends Div {

  /** Stores what somebody sent. */
  public interface Store {
    Outcome<Picture> put(String file, byte[] content);
  }

  private final Div refusal = new Div();

  /**
   * @param words on its button
   * @param done told what was stored
   */
  public PictureUpload(String words, Store store, Consumer<Picture> done) {
    addClassName("picture-upload");
    refusal.addClassName("sign-in-notice");
    refusal.getElement().setAttribute("role", "alert");
    refusal.setVisible(false);
    Upload upload =
        field(
            UploadHandler.inMemory((file, bytes) -> take(store.put(file.fileName(), bytes), done)),
            this::refuse);
    upload.setUploadButton(new Button(words));
    add(upload, refusal);
  }

  /**
   * A field for one picture's file.
   *
   * @param refuse told what is wrong with a file that is not even sent
   */
  public static Upload field(UploadHandler handler, Consumer<List<String>> refuse) {
    Upload upload = new Upload(handler);
    upload.setAcceptedFileTypes(".png", ".jpg", ".jpeg", ".webp", ".svg", "image/*");
    upload.setMaxFiles(1);
    upload.setMaxFileSize(PictureReader.MAX_BYTES);
    upload.addFileRejectedListener(
        rejected ->
            refuse.accept(
                List.of(
                    "That is no picture, or it has more than %d KiB: choose another."
                        .formatted(PictureReader.MAX_BYTES >> 10))));
    upload.addAllFinishedListener(finished -> upload.clearFileList());
    return upload;
  }

  private void take(Outcome<Picture> outcome, Consumer<Picture> done) {
    switch (outcome) {
      case Outcome.Done<Picture>(Picture picture) -> {
        refusal.setVisible(false);
        done.accept(picture);
      }
      case Outcome.Refused<Picture>(List<Problem> problems) ->
          refuse(problems.stream().map(Problem::sentence).toList());
    }
  }

  private void refuse(List<String> sentences) {
    refusal.removeAll();
    sentences.forEach(sentence -> refusal.add(new Div(new Span(sentence))));
    refusal.setVisible(true);
  }
}
