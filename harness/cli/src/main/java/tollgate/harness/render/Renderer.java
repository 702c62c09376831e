package tollgate.harness.render;

import java.io.IOException;

/** Turns a document into one output format. It shows verdicts and decides nothing. */
@FunctionalInterface
public interface Renderer {

  /**
   * Writes the whole document.
   *
   * @throws IOException when {@code out} cannot take it
   */
  void render(Document document, Appendable out) throws IOException;
}
