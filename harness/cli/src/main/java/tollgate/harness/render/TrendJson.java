package tollgate.harness.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import tollgate.harness.trend.Trend;

/** Trends for programs, schema 1: {@code {"schema":1,"trends":[{…,"points":[…],"steps":[…]}]}}. */
public final class TrendJson {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private TrendJson() {}

  /** Writes all trends; leaves {@code out} open. */
  public static void render(List<Trend> trends, Writer out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeNumberField("schema", 1);
      json.writeArrayFieldStart("trends");
      for (Trend trend : trends) {
        write(trend, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.append('\n');
  }

  private static void write(Trend trend, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("benchmark", trend.key().benchmark());
    json.writeStringField("mode", trend.key().mode().label());
    json.writeNumberField("threads", trend.key().threads());
    json.writeObjectFieldStart("params");
    for (Map.Entry<String, String> param : trend.key().params().entrySet()) {
      json.writeStringField(param.getKey(), param.getValue());
    }
    json.writeEndObject();
    json.writeStringField("unit", trend.unit().text());
    json.writeArrayFieldStart("points");
    for (Trend.Point point : trend.points()) {
      json.writeStartObject();
      json.writeStringField("session", point.session());
      json.writeNumberField("value", point.value());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("steps");
    for (Trend.Step step : trend.steps()) {
      json.writeStartObject();
      json.writeStringField("session", step.session());
      json.writeNumberField("index", step.index());
      json.writeNumberField("slowdown", step.slowdown());
      json.writeNumberField("confidence", step.confidence());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberField("sessionsShort", trend.shortfall());
    json.writeEndObject();
  }
}
