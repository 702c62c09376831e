package tollgate.harness.read.jfr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the values of a chunk are laid out: what its metadata event says. */
final class ChunkTypes {

  private final Map<Long, Type> types = new HashMap<>();
  private final Map<String, Type> names = new HashMap<>();

  /** What a value is made of. */
  enum Form {
    NUMBER,
    BYTE,
    FLOAT,
    DOUBLE,
    STRING,
    STRUCTURE
  }

  /** A class of values or events. */
  static final class Type {
    final long id;
    final String name;
    final Form form;
    final List<Field> fields = new ArrayList<>();

    /** How many numbers a value is, when it is nothing else; below 0 when it is. */
    private int numbers = -1;

    Type(long id, String name) {
      this.id = id;
      this.name = name;
      this.form =
          switch (name) {
            case "boolean", "byte" -> Form.BYTE;
            case "char", "short", "int", "long" -> Form.NUMBER;
            case "float" -> Form.FLOAT;
            case "double" -> Form.DOUBLE;
            case "java.lang.String" -> Form.STRING;
            default -> Form.STRUCTURE;
          };
    }

    /** Whether a value is one number after the other, a field each. */
    boolean isNumbers() {
      return numbers >= 0;
    }

    private void countNumbers() {
      boolean all = form == Form.STRUCTURE;
      for (Field field : fields) {
        all &= !field.array && (field.constant || field.isNumber());
      }
      numbers = all ? fields.size() : -1;
    }

    /** Moves behind a value of this type. */
    void skip(ChunkBytes bytes) {
      switch (form) {
        case NUMBER -> bytes.skipNumber();
        case BYTE -> bytes.skip(1);
        case FLOAT -> bytes.skip(4);
        case DOUBLE -> bytes.skip(8);
        case STRING -> bytes.skipString();
        case STRUCTURE -> {
          for (int i = 0; i < fields.size(); i++) {
            fields.get(i).skip(bytes);
          }
        }
      }
    }

    /** Moves to a field of the value at hand; false when there is no such field. */
    boolean moveTo(String field, ChunkBytes bytes) {
      for (int i = 0; i < fields.size(); i++) {
        if (fields.get(i).name.equals(field)) {
          return true;
        }
        fields.get(i).skip(bytes);
      }
      return false;
    }

    /** The field of that name, if there is one. */
    @Nullable Field field(String wanted) {
      for (int i = 0; i < fields.size(); i++) {
        if (fields.get(i).name.equals(wanted)) {
          return fields.get(i);
        }
      }
      return null;
    }
  }

  /** A part of a type. */
  static final class Field {
    final String name;
    final long typeId;
    final boolean constant;
    final boolean array;
    private @Nullable Type type;

    Field(String name, long typeId, boolean constant, boolean array) {
      this.name = name;
      this.typeId = typeId;
      this.constant = constant;
      this.array = array;
    }

    Type type() {
      Type known = type;
      if (known == null) {
        throw new IndexOutOfBoundsException("type " + typeId);
      }
      return known;
    }

    private boolean isNumber() {
      return type != null && type.form == Form.NUMBER;
    }

    void skip(ChunkBytes bytes) {
      if (array && !constant && type().isNumbers()) {
        bytes.skipNumbers((long) bytes.count() * type().numbers);
        return;
      }
      for (int left = array ? bytes.count() : 1; left > 0; left--) {
        if (constant) {
          bytes.skipNumber();
        } else {
          type().skip(bytes);
        }
      }
    }
  }

  /** Reads the metadata event at hand. */
  static ChunkTypes read(ChunkBytes bytes) {
    ChunkTypes read = new ChunkTypes();
    bytes.number(); // size
    if (bytes.number() != 0) {
      throw new IndexOutOfBoundsException("no metadata event");
    }
    bytes.number(); // start
    bytes.number(); // duration
    bytes.number(); // id
    String[] strings = new String[bytes.count()];
    ConstantPools none = new ConstantPools(read, bytes);
    for (int i = 0; i < strings.length; i++) {
      String text = bytes.string(none);
      strings[i] = text == null ? "" : text;
    }
    read.element(bytes, strings, null);
    read.link();
    return read;
  }

  private void element(ChunkBytes bytes, String[] strings, @Nullable Type within) {
    String name = strings[(int) bytes.number()];
    Map<String, String> attributes = new HashMap<>();
    for (int left = bytes.count(); left > 0; left--) {
      String key = strings[(int) bytes.number()];
      attributes.put(key, strings[(int) bytes.number()]);
    }
    Type type = within;
    if (name.equals("class")) {
      type = new Type(id(attributes.get("id")), attributes.getOrDefault("name", ""));
      types.put(type.id, type);
      names.put(type.name, type);
    } else if (name.equals("field") && within != null) {
      within.fields.add(
          new Field(
              attributes.getOrDefault("name", ""),
              id(attributes.get("class")),
              "true".equals(attributes.get("constantPool")),
              !"0".equals(attributes.getOrDefault("dimension", "0"))));
      type = null;
    }
    for (int left = bytes.count(); left > 0; left--) {
      element(bytes, strings, type);
    }
  }

  private static long id(@Nullable String text) {
    try {
      return text == null ? -1 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IndexOutOfBoundsException("type id " + text);
    }
  }

  private void link() {
    for (Type type : types.values()) {
      for (Field field : type.fields) {
        field.type = types.get(field.typeId);
      }
    }
    types.values().forEach(Type::countNumbers);
  }

  /** The type with a number. */
  Type type(long id) {
    Type type = types.get(id);
    if (type == null) {
      throw new IndexOutOfBoundsException("type " + id);
    }
    return type;
  }

  /** The type of that name, if the chunk has it. */
  @Nullable Type named(String name) {
    return names.get(name);
  }

  Iterable<Type> all() {
    return types.values();
  }
}
