package org.aisle.ui.server;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * A screenshot with few colours, a third as large as with all of them: median cut, no dithering.
 */
final class PalettePng {

  private static final int COLOURS = 160;

  private PalettePng() {}

  static byte[] of(byte[] png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    Map<Integer, Integer> counts = new HashMap<>();
    for (int pixel : pixels) {
      counts.merge(pixel & 0xFFFFFF, 1, Integer::sum);
    }
    List<Box> boxes = boxes(counts);
    Map<Integer, Integer> places = new HashMap<>();
    byte[][] palette = new byte[3][boxes.size()];
    for (int i = 0; i < boxes.size(); i++) {
      for (int channel = 0; channel < 3; channel++) {
        palette[channel][i] = (byte) boxes.get(i).mean(channel);
      }
      for (int[] colour : boxes.get(i).colours) {
        places.put(colour[0], i);
      }
    }
    BufferedImage indexed =
        new BufferedImage(
            image.getWidth(),
            image.getHeight(),
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, boxes.size(), palette[0], palette[1], palette[2]));
    for (int i = 0; i < pixels.length; i++) {
      indexed
          .getRaster()
          .setSample(
              i % image.getWidth(),
              i / image.getWidth(),
              0,
              places.getOrDefault(pixels[i] & 0xFFFFFF, 0));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam smallest = writer.getDefaultWriteParam();
    smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    smallest.setCompressionQuality(0);
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(indexed, null, null), smallest);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static List<Box> boxes(Map<Integer, Integer> counts) {
    List<Box> boxes = new ArrayList<>();
    boxes.add(
        new Box(
            counts.entrySet().stream().map(e -> new int[] {e.getKey(), e.getValue()}).toList()));
    while (boxes.size() < COLOURS) {
      Box widest = boxes.stream().max(Comparator.comparingDouble(Box::error)).orElseThrow();
      if (widest.colours.size() < 2) {
        break;
      }
      boxes.remove(widest);
      boxes.addAll(widest.halves());
    }
    return boxes;
  }

  /** Colours that become one; each is {@code {rgb, pixels}}. */
  private record Box(List<int[]> colours) {

    private static int channel(int rgb, int channel) {
      return rgb >> (16 - 8 * channel) & 0xFF;
    }

    int mean(int channel) {
      double sum = 0;
      double pixels = 0;
      for (int[] colour : colours) {
        sum += (double) channel(colour[0], channel) * colour[1];
        pixels += colour[1];
      }
      return (int) Math.round(sum / pixels);
    }

    private double error(int channel) {
      int mean = mean(channel);
      double error = 0;
      for (int[] colour : colours) {
        double off = channel(colour[0], channel) - mean;
        error += off * off * Math.sqrt(colour[1]);
      }
      return error;
    }

    double error() {
      return colours.size() < 2 ? 0 : error(0) + error(1) + error(2);
    }

    List<Box> halves() {
      int widest = 0;
      for (int channel = 1; channel < 3; channel++) {
        widest = error(channel) > error(widest) ? channel : widest;
      }
      int by = widest;
      int mean = mean(by);
      List<int[]> low = new ArrayList<>();
      List<int[]> high = new ArrayList<>();
      for (int[] colour : colours) {
        (channel(colour[0], by) <= mean ? low : high).add(colour);
      }
      if (low.isEmpty() || high.isEmpty()) {
        int half = colours.size() / 2;
        return List.of(
            new Box(colours.subList(0, half)), new Box(colours.subList(half, colours.size())));
      }
      return List.of(new Box(low), new Box(high));
    }
  }
}
