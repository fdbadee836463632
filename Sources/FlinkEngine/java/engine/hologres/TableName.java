package engine.hologres;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The value of the option {@code tablename}, as the Hologres connector reads it. */
final class TableName {
  private static final Pattern PART = Pattern.compile("\"((?:[^\"]|\"\")*)\"|([^\"\\s\\d\\-;.][^\"\\s\\-;.]*)");

  private TableName() {}

  /**
   * The name with all parts in quotes, such as {@code "public"."orders"}. Names without quotes become lower case.
   *
   * @throws IllegalArgumentException if the connector would reject the name
   */
  static String quoted(String name) {
    List<String> parts = new ArrayList<>();
    Matcher part = PART.matcher(name);
    int end = -1;
    while (end < name.length()) {
      part.region(end + 1, name.length());
      if (!part.lookingAt()) throw new IllegalArgumentException("Not a valid table name: " + name);
      boolean isQuoted = part.group(1) != null;
      parts.add(isQuoted ? part.group(1).replace("\"\"", "\"") : part.group(2).toLowerCase(Locale.ROOT));
      end = part.end();
      if (end < name.length() && name.charAt(end) != '.') {
        throw new IllegalArgumentException("Not a valid table name: " + name);
      }
    }
    if (parts.size() > 2) throw new IllegalArgumentException("Not a valid table name: " + name);
    if (parts.size() == 1) parts.add(0, "public");
    return parts.stream().map(TableName::quote).collect(Collectors.joining("."));
  }

  /** A name in quotes. */
  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
