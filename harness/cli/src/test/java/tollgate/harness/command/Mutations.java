package tollgate.harness.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Ways in which a result file goes wrong: by accident, by careless tools, by malice. */
final class Mutations {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Put in place of any value. */
  private static final List<String> VALUES =
      List.of(
          "0",
          "-1",
          "1e300",
          "1e-300",
          "\"NaN\"",
          "\"Infinity\"",
          "null",
          "true",
          "[]",
          "{}",
          "[[]]",
          "\"\"",
          "\"<b>&\\\"'`|\"",
          "\"\\u202e\\u0000\\ud800\"",
          "\"\\u0645\\u0631\\u062d\"");

  private final Random random;

  Mutations(long seed) {
    this.random = new Random(seed);
  }

  byte[] mutate(byte[] original) throws IOException {
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(original, random.nextInt(original.length));
      case 1 -> withByteChanged(original);
      case 2 -> withSliceGone(original);
      case 3 -> withSliceTwice(original);
      case 4 -> withEntryTwice(original);
      default -> withValueReplaced(original);
    };
  }

  private byte[] withByteChanged(byte[] original) {
    byte[] bytes = original.clone();
    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    return bytes;
  }

  private byte[] withSliceGone(byte[] original) {
    int start = random.nextInt(original.length);
    int end = Math.min(original.length, start + 1 + random.nextInt(40));
    return join(Arrays.copyOf(original, start), Arrays.copyOfRange(original, end, original.length));
  }

  private byte[] withSliceTwice(byte[] original) {
    int start = random.nextInt(original.length);
    int end = Math.min(original.length, start + 1 + random.nextInt(400));
    return join(Arrays.copyOf(original, end), Arrays.copyOfRange(original, start, original.length));
  }

  private byte[] withEntryTwice(byte[] original) throws IOException {
    ArrayNode entries = (ArrayNode) JSON.readTree(original);
    entries.add(entries.get(random.nextInt(entries.size())).deepCopy());
    return JSON.writeValueAsBytes(entries);
  }

  private byte[] withValueReplaced(byte[] original) throws IOException {
    JsonNode root = JSON.readTree(original);
    List<Runnable> places = new ArrayList<>();
    JsonNode value = JSON.readTree(VALUES.get(random.nextInt(VALUES.size())));
    collect(root, value, places);
    places.get(random.nextInt(places.size())).run();
    return JSON.writeValueAsBytes(root);
  }

  private static void collect(JsonNode node, JsonNode value, List<Runnable> places) {
    if (node instanceof ObjectNode object) {
      object
          .fieldNames()
          .forEachRemaining(
              name -> {
                places.add(() -> object.set(name, value));
                places.add(() -> object.remove(name));
                collect(object.get(name), value, places);
              });
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        places.add(() -> array.set(index, value));
        collect(array.get(i), value, places);
      }
    }
  }

  private static byte[] join(byte[] head, byte[] tail) {
    byte[] bytes = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, bytes, head.length, tail.length);
    return bytes;
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
