package engine.hologres;

import java.util.Locale;
import org.apache.flink.table.api.ValidationException;

/** What happens to changes that withdraw a row, as the option {@code sink.delete-strategy} names it. */
enum DeleteStrategy {
  /** Nothing. */
  IGNORE_DELETE,
  /** A deletion sets all columns but the primary key to NULL. */
  NON_PK_FIELD_TO_NULL,
  /** A deletion deletes the row. */
  DELETE_ROW_ON_PK,
  /** A deletion deletes the row, and an update deletes and inserts it. */
  CHANGELOG_STANDARD;

  /** The strategy of an option's value. */
  static DeleteStrategy parse(String key, String value) {
    try {
      return valueOf(value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException error) {
      throw new ValidationException("Not a value of the option '" + key + "': " + value);
    }
  }
}
