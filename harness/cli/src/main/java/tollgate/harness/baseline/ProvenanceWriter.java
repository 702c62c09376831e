package tollgate.harness.baseline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import tollgate.harness.model.Provenance;

/** Writes the provenance file. */
final class ProvenanceWriter {

  private static final int SCHEMA = 1;

  private ProvenanceWriter() {}

  static byte[] write(Provenance provenance) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
      json.writeStartObject();
      json.writeNumberField("schema", SCHEMA);
      json.writeStringField("recordedAt", provenance.recordedAt());
      json.writeStringField("recordedBy", provenance.recordedBy());
      json.writeStringField("reason", provenance.reason());
      json.writeStringField("commit", provenance.commit());
      json.writeStringField("measuredAt", provenance.measuredAt());
      json.writeStringField("command", provenance.command());
      json.writeArrayFieldStart("overridden");
      for (String objection : provenance.overridden()) {
        json.writeString(objection);
      }
      json.writeEndArray();
      json.writeStringField("resultSha256", provenance.resultSha256());
      json.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }
}
