package engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits an SQL script into statements that keep their place.
 *
 * <p>Blanks replace all text before a statement, and all comments. So a position that Flink reports for a statement,
 * even inside of a message, is the position in the script.
 */
final class Script {
  private static final Pattern SET_START =
      Pattern.compile("\\s*EXECUTE\\s+STATEMENT\\s+SET\\s+BEGIN\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern SET_END = Pattern.compile("\\s*END\\s*", Pattern.CASE_INSENSITIVE);

  private final String source;
  /** The script with blanks in place of comments. */
  private final StringBuilder text;

  private final List<Statement> statements = new ArrayList<>();

  /**
   * A statement.
   *
   * @param text its text, with blanks before it, so that it keeps its place
   * @param firstLine the line in which it begins, from 1
   */
  record Statement(String text, int firstLine) {}

  private Script(String source) {
    this.source = source;
    text = new StringBuilder(source);
  }

  /** The statements of a script, without those that are empty. */
  static List<Statement> statements(String source) {
    Script script = new Script(source);
    script.split();
    return script.statements;
  }

  private void split() {
    int start = 0;
    int next = 0;
    while (next < source.length()) {
      char character = source.charAt(next);
      if (character == '\'' || character == '`') {
        // A doubled quote ends one literal and begins another, with the same result.
        next = endOf(String.valueOf(character), next + 1);
      } else if (source.startsWith("--", next) || source.startsWith("//", next)) {
        next = blank(next, endOf("\n", next));
      } else if (source.startsWith("/*", next)) {
        int end = endOf("*/", next + 2);
        // Flink reads hints.
        next = source.startsWith("/*+", next) ? end : blank(next, end);
      } else if (character == ';') {
        if (!isOpenSet(start, next)) {
          add(start, next);
          start = next + 1;
        }
        next++;
      } else {
        next++;
      }
    }
    add(start, next);
  }

  /** The index after the next occurrence of a mark; the end of the script if there is none. */
  private int endOf(String mark, int from) {
    int index = source.indexOf(mark, from);
    return index < 0 ? source.length() : index + mark.length();
  }

  private int blank(int start, int end) {
    for (int i = start; i < end; i++) text.setCharAt(i, blank(text.charAt(i)));
    return end;
  }

  /** What replaces a character: characters that end a line stay. */
  private static char blank(char character) {
    return character == '\n' || character == '\r' ? character : ' ';
  }

  /** Whether a semicolon is inside of EXECUTE STATEMENT SET, which only END closes. */
  private boolean isOpenSet(int start, int end) {
    if (!SET_START.matcher(text.substring(start, end)).matches()) return false;
    int last = Math.max(start, text.lastIndexOf(";", end - 1) + 1);
    return !SET_END.matcher(text.substring(last, end)).matches();
  }

  private void add(int start, int end) {
    String body = text.substring(start, end);
    if (body.isBlank()) return;
    StringBuilder before = new StringBuilder(start);
    for (int i = 0; i < start; i++) before.append(blank(source.charAt(i)));
    int lead = body.length() - body.stripLeading().length();
    long lines = source.substring(0, start + lead).chars().filter(character -> character == '\n').count();
    statements.add(new Statement(before + body, (int) lines + 1));
  }
}
