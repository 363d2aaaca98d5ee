package org.aisle.ui.pages;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;

/** Takes pictures of every page of a running server: {@code Look http://localhost:8099 FOLDER}. */
final class Look {

  private Look() {}

  public static void main(String[] args) {
    Path folder = Path.of(args[1]);
    List<String> paths =
        args.length > 2
            ? List.of(args).subList(2, args.length)
            : List.of(
                "/",
                "/app/coolers/devices",
                "/app/coolers/devices/cooler-07",
                "/app/coolers/devices/cooler-07/messages",
                "/app/coolers/devices/cooler-07/properties",
                "/app/coolers/devices/cooler-07/connect",
                "/app/coolers/rejections",
                "/nowhere");
    try (Chromium chromium = new Chromium(args[0])) {
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (int[] size : new int[][] {{1440, 900}, {390, 844}}) {
          String suffix = "-" + size[0] + "-" + scheme.name().toLowerCase() + ".png";
          Page out = chromium.open(size[0], size[1], scheme);
          out.navigate("/sign-in");
          out.locator(".sign-in-card").waitFor();
          out.waitForTimeout(800);
          out.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve("sign-in" + suffix)));
          out.context().close();
          Page page = chromium.signedIn(size[0], size[1], scheme);
          for (String path : paths) {
            page.navigate(path);
            page.locator("#page").waitFor();
            page.waitForTimeout(1500);
            String name = path.equals("/") ? "gallery" : path.substring(1).replace('/', '_');
            page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + suffix)));
          }
          page.context().close();
        }
      }
    }
  }
}
