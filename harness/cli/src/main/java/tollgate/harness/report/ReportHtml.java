package tollgate.harness.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import tollgate.harness.render.JsonRenderer;
import tollgate.harness.render.ScalingJson;
import tollgate.harness.render.TrendJson;

/**
 * A report as one file for a browser. Verdicts, sweeps and trends are the JSON that {@code
 * compare}, {@code scaling} and {@code trend} print; the page shows them and decides nothing.
 */
public final class ReportHtml {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportHtml() {}

  /**
   * Writes the whole page.
   *
   * @param paths how files are named on it
   */
  public static void write(ReportPage page, PagePaths paths, Appendable out) throws IOException {
    ObjectNode data = data(page);
    paths.rewrite(data);
    HtmlPage.write(
        "Tollgate report",
        List.of("page.css", "flame.css", "report.css"),
        List.of(
            "dom.js", "flame.js", "charts.js", "detail.js", "table.js", "sections.js", "report.js"),
        List.of(
            new HtmlPage.Library("d3", Libraries.d3()),
            new HtmlPage.Library("plot", Libraries.plot())),
        data,
        out);
  }

  private static ObjectNode data(ReportPage page) throws IOException {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("schema", 1);
    ArrayNode notes = data.putArray("notes");
    page.notes().forEach(notes::add);
    if (page.comparison().isPresent()) {
      StringBuilder comparison = new StringBuilder();
      new JsonRenderer().render(page.comparison().get(), comparison);
      data.set("comparison", parsed(comparison));
    }
    new BenchmarksJson(page).write(data, notes);
    if (!page.sweeps().isEmpty()) {
      StringBuilder scaling = new StringBuilder();
      ScalingJson.render(page.sweeps(), List.of(), scaling);
      data.set("scaling", parsed(scaling));
    }
    if (!page.trends().isEmpty()) {
      StringWriter trends = new StringWriter();
      TrendJson.render(page.trends(), trends);
      data.set("trend", parsed(trends.getBuffer()));
    }
    EnvironmentJson.write(
        page.baseline().runs(), page.candidate().runs(), data.putObject("environment"));
    ArrayNode commands = data.putArray("commands");
    page.commands()
        .forEach(
            command ->
                commands.addObject().put("purpose", command.purpose()).put("line", command.line()));
    return data;
  }

  private static JsonNode parsed(CharSequence json) throws JsonProcessingException {
    return JSON.readTree(json.toString());
  }
}
