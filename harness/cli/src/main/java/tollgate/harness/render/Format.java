package tollgate.harness.render;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The output formats. A new one is a renderer, a constant here and a golden case. */
public enum Format {
  TEXT(() -> new TextRenderer(false, OptionalInt.empty()), "txt"),
  MARKDOWN(MarkdownRenderer::new, "md"),
  JSON(JsonRenderer::new, "json"),
  JUNIT(JunitRenderer::new, "xml");

  private final Supplier<Renderer> renderer;
  private final String extension;

  Format(Supplier<Renderer> renderer, String extension) {
    this.renderer = renderer;
    this.extension = extension;
  }

  /** A renderer for a file. */
  public Renderer renderer() {
    return renderer.get();
  }

  /** How names of such files usually end, without the dot. */
  public String extension() {
    return extension;
  }

  /** The word of the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
