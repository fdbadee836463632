package engine.hologres;

import java.util.Locale;
import org.apache.flink.table.api.ValidationException;

/** What happens to a row whose primary key exists. */
enum ConflictAction {
  INSERT_OR_IGNORE,
  INSERT_OR_REPLACE,
  INSERT_OR_UPDATE;

  /** The action of an option's value, in the spelling of VVR 8 or VVR 11. */
  static ConflictAction parse(String key, String value) {
    String wanted = value.toUpperCase(Locale.ROOT).replace("_", "");
    for (ConflictAction action : values()) {
      if (action.name().replace("_", "").equals(wanted)) return action;
    }
    throw new ValidationException("Not a value of the option '" + key + "': " + value);
  }
}
