package engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.flink.sql.parser.error.SqlValidateException;
import org.apache.flink.table.api.SqlParserException;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.SerializedThrowable;

/**
 * Why a request failed.
 *
 * @param kind what was wrong
 * @param span where in the script; null if Flink does not say
 * @param error the error
 */
public record Failure(Kind kind, Span span, Throwable error) {
  /** What was wrong with a request. */
  public enum Kind {
    /** The script cannot be parsed. */
    SYNTAX,
    /** The script can be parsed, and has no valid plan. */
    VALIDATION,
    /** The job cannot start. */
    SUBMISSION,
    /** Another error, most likely a bug. */
    INTERNAL
  }

  /** Errors whose messages say little without the error that they caused. */
  private static final Set<Class<?>> TERSE =
      Set.of(
          NumberFormatException.class,
          NullPointerException.class,
          ClassCastException.class,
          IndexOutOfBoundsException.class,
          NoSuchElementException.class);

  /** Errors of a script that can be parsed. */
  private static final Set<Class<?>> INVALID =
      Set.of(ValidationException.class, TableException.class, CalciteException.class, SqlValidateException.class);

  /** The failure of a script that was being planned; the statement is null for the script as a whole. */
  static Failure ofPlanning(Throwable error, Script.Statement statement) {
    List<Throwable> chain = chain(error);
    Kind kind = Kind.INTERNAL;
    for (Throwable link : chain) {
      if (link instanceof SqlParserException || link instanceof SqlParseException) {
        kind = Kind.SYNTAX;
        break;
      }
      if (INVALID.stream().anyMatch(type -> type.isInstance(link))) kind = Kind.VALIDATION;
    }
    Span span = chain.stream().map(Span::of).filter(Objects::nonNull).findFirst().orElse(null);
    // Flink parses some expressions again by themselves. Positions in them are not positions in the script.
    if (span != null && statement != null && span.line() < statement.firstLine()) span = null;
    return new Failure(kind, span, error);
  }

  /** The failure of a job that was planned. */
  static Failure ofSubmission(Throwable error) {
    return new Failure(Kind.SUBMISSION, null, error);
  }

  /** The failure of a request for another reason. */
  public static Failure ofRequest(Throwable error) {
    return new Failure(Kind.INTERNAL, null, error);
  }

  /** The message that tells most: that of the last cause, if it is not too short to be understood. */
  public String message() {
    List<Throwable> chain = chain(error);
    for (int i = chain.size() - 1; i >= 0; i--) {
      Throwable link = chain.get(i);
      boolean isTerse = TERSE.contains(link.getClass()) || link.getMessage() == null || link.getMessage().isBlank();
      if (!isTerse) return link.getMessage();
    }
    return chain.get(chain.size() - 1).toString();
  }

  /** The failure as the control API answers it. */
  Map<String, Object> json() {
    List<Throwable> chain = chain(error);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", kind.name());
    json.put("message", message());
    if (span != null) {
      json.put("line", span.line());
      json.put("column", span.column());
      json.put("endLine", span.endLine());
      json.put("endColumn", span.endColumn());
    }
    json.put("exception", name(chain.get(chain.size() - 1)));
    List<Map<String, String>> links = new ArrayList<>();
    for (Throwable link : chain) {
      links.add(Map.of("exception", name(link), "message", String.valueOf(link.getMessage())));
    }
    json.put("chain", links);
    json.put("stacktrace", ExceptionUtils.stringifyException(error));
    return json;
  }

  private static String name(Throwable error) {
    return error instanceof SerializedThrowable
        ? ((SerializedThrowable) error).getOriginalErrorClassName()
        : error.getClass().getName();
  }

  /** An error and its causes, without those that only wrap an error from the cluster. */
  private static List<Throwable> chain(Throwable error) {
    List<Throwable> chain = new ArrayList<>();
    Throwable link = error;
    while (link != null && !chain.contains(link)) {
      if (link instanceof SerializedThrowable) {
        link = ((SerializedThrowable) link).deserializeError(Failure.class.getClassLoader());
      }
      chain.add(link);
      link = link.getCause();
    }
    return chain;
  }
}
