package tollgate.harness.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import tollgate.harness.profile.FlameGraph;

/** Flame graphs of one recording, or of the difference of two, as a page of their own. */
public final class FlamePage {

  private FlamePage() {}

  /**
   * Writes the page.
   *
   * @param title what was recorded, for people
   * @param subtitle how long and how much
   * @param notes what limits it, one line each
   * @param graphs those that are empty are left out
   */
  public static void write(
      String title, String subtitle, List<String> notes, List<FlameGraph> graphs, Appendable out)
      throws IOException {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("title", title);
    data.put("subtitle", subtitle);
    notes.forEach(data.putArray("notes")::add);
    Names names = new Names();
    ArrayNode array = data.putArray("graphs");
    for (FlameGraph graph : graphs) {
      if (!graph.isEmpty()) {
        FlameJson.write(graph, names, array.addObject());
      }
    }
    names.writeTo(data.putArray("names"));
    HtmlPage.write(
        "Tollgate profile",
        List.of("page.css", "flame.css"),
        List.of("dom.js", "flame.js", "flame-page.js"),
        List.of(),
        data,
        out);
  }
}
