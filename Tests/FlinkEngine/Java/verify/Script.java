package verify;

import java.util.ArrayList;
import java.util.List;

/** Splits a script at semicolons outside quotes and comments, and replaces variables as Realtime Compute does. */
final class Script {
  private Script() {}

  static List<String> statements(String sql) {
    String text = sql.replaceAll("\\$\\{[^}]*}", "filled-in");
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && (text.startsWith("--", i) || text.startsWith("//", i))) {
        while (i < text.length() && text.charAt(i) != '\n') i++;
        statement.append('\n');
        continue;
      }
      if (quote == 0 && text.startsWith("/*", i)) {
        int end = text.indexOf("*/", i + 2);
        String comment = end < 0 ? text.substring(i) : text.substring(i, end + 2);
        // The engine reads hints. Any other comment after the last semicolon would be a statement.
        statement.append(comment.startsWith("/*+") ? comment : " ");
        i += comment.length() - 1;
        continue;
      }
      if (quote == 0 && c == ';') {
        add(statement, statements);
        continue;
      }
      // A doubled quote closes and opens again, with the same result.
      if (quote == 0 && (c == '\'' || c == '`')) quote = c;
      else if (c == quote) quote = 0;
      statement.append(c);
    }
    add(statement, statements);
    return statements;
  }

  private static void add(StringBuilder statement, List<String> statements) {
    if (!statement.toString().isBlank()) statements.add(statement.toString().strip());
    statement.setLength(0);
  }
}
