package org.aisle.templates.app;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.aisle.templates.picture.Picture;
import org.aisle.templates.picture.PictureFault;
import org.aisle.templates.picture.PictureOutcome;
import org.aisle.templates.picture.PictureReader;

/** Reads the folder {@code images/}. */
final class PictureFiles {

  static final String FOLDER = "images/";

  private final TemplateFiles files;
  private final Faults faults;

  PictureFiles(TemplateFiles files, Faults faults) {
    this.files = files;
    this.faults = faults;
  }

  /** The names below the folder, of faulty pictures too. */
  SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    for (String file : files.contents().tailMap(FOLDER).keySet()) {
      if (file.startsWith(FOLDER)) {
        names.add(file.substring(FOLDER.length()));
      }
    }
    return names;
  }

  List<Picture> read() {
    List<Picture> pictures = new ArrayList<>();
    for (String name : names()) {
      String file = FOLDER + name;
      byte[] content = files.contents().get(file);
      switch (PictureReader.read(name, content == null ? new byte[0] : content)) {
        case PictureOutcome.Read r -> pictures.add(r.picture());
        case PictureOutcome.Faults f -> {
          for (PictureFault fault : f.faults()) {
            faults.add(
                new TemplateProblem(
                    file, fault.line(), fault.column(), fault.code(), fault.sentence()));
          }
        }
      }
    }
    return pictures;
  }
}
