package tollgate.harness.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Puts styles, scripts and data into one file. The data lies in a block of JSON that no parser
 * takes for markup, and the page forbids itself the network and every script but its own.
 */
final class HtmlPage {

  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
          + " form-action 'none'; script-src ";

  private HtmlPage() {}

  /**
   * A library that the page's scripts start when they need it, by {@code document.getElementById}.
   *
   * @param id of the block that holds its text
   * @param text JavaScript, not the page's to change
   */
  record Library(String id, String text) {}

  /**
   * Writes the page.
   *
   * @param title of the page until its script knows better; plain text of ours
   * @param styles names of resources, in order
   * @param scripts names of resources that make up one script, in order
   * @param libraries started on demand
   * @param data what {@code pageData()} gives the script
   */
  static void write(
      String title,
      List<String> styles,
      List<String> scripts,
      List<Library> libraries,
      JsonNode data,
      Appendable out)
      throws IOException {
    String script =
        "(() => {\n'use strict';\n"
            + scripts.stream().map(HtmlPage::resource).collect(Collectors.joining("\n"))
            + "})();\n";
    List<String> allowed = new ArrayList<>(List.of(source(script)));
    libraries.forEach(library -> allowed.add(source(library.text())));
    out.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
        .append(POLICY)
        .append(String.join(" ", allowed))
        .append("\">\n");
    out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.append("<link rel=\"icon\" href=\"data:,\">\n");
    out.append("<title>").append(title).append("</title>\n<style>\n");
    for (String style : styles) {
      out.append(resource(style));
    }
    out.append("</style>\n</head>\n<body>\n");
    out.append(
        "<noscript>This page needs JavaScript, which it carries; it loads nothing.</noscript>\n");
    out.append("<script type=\"application/json\" id=\"data\">")
        .append(json(data))
        .append("</script>\n");
    for (Library library : libraries) {
      out.append("<script type=\"text/plain\" id=\"").append(library.id()).append("\">");
      out.append(library.text()).append("</script>\n");
    }
    out.append("<script>").append(script).append("</script>\n");
    out.append("</body>\n</html>\n");
  }

  /** A resource of this room. */
  static String resource(String name) {
    try (InputStream bytes = HtmlPage.class.getResourceAsStream(name)) {
      if (bytes == null) {
        throw new IllegalStateException("not packaged: " + name);
      }
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** No {@code <} survives, so no text in the data can end the block it lies in. */
  private static String json(JsonNode data) {
    return data.toString().replace("<", "\\u003c").replace(">", "\\u003e");
  }

  private static String source(String script) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
