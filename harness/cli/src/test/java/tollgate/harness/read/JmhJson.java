package tollgate.harness.read;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the tests of {@link JmhJsonReader} read. */
final class JmhJson {

  /** A whole file of one entry. */
  static final String WHOLE =
      """
      [
          {
              "jmhVersion" : "1.37",
              "benchmark" : "org.example.Pool.borrow",
              "mode" : "thrpt",
              "threads" : 50,
              "forks" : 2,
              "jvm" : "/opt/jdk/bin/java",
              "jvmArgs" : [ "-Xmx1g" ],
              "jdkVersion" : "17.0.9",
              "vmName" : "OpenJDK 64-Bit Server VM",
              "vmVersion" : "17.0.9+9",
              "warmupIterations" : 1,
              "warmupTime" : "300 ms",
              "warmupBatchSize" : 1,
              "measurementIterations" : 2,
              "measurementTime" : "500 ms",
              "measurementBatchSize" : 1,
              "params" : { "size" : "10", "mode" : "{\\"json\\": [1]}", "path" : "C:\\\\x" },
              "primaryMetric" : {
                  "score" : 1.5,
                  "scoreError" : "NaN",
                  "scoreConfidence" : [ "NaN", "NaN" ],
                  "scorePercentiles" : { "0.0" : 1.0, "100.0" : 2.0 },
                  "scoreUnit" : "ops/min",
                  "rawData" : [ [ 1.0, 2.0 ], [ 1.25 ] ]
              },
              "secondaryMetrics" : {
                  "·gc.alloc.rate" : {
                      "score" : 3.0, "scoreUnit" : "MB/sec", "rawData" : [ [ 3.0 ], [ "NaN" ] ]
                  },
                  "put" : { "score" : 4.0, "scoreUnit" : "ops/min", "rawData" : [ [ 4.0 ] ] }
              }
          }
      ]
      """;

  private JmhJson() {}

  /** Reads a text from {@code result.json} in a folder. */
  static JmhJsonReader.Content read(Path folder, String text, Charset charset) throws IOException {
    return JmhJsonReader.read(Files.writeString(folder.resolve("result.json"), text, charset));
  }
}
