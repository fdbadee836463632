package engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.error.SqlValidateException;

/** A part of a script; lines and columns count from 1, and the end is the last character of the part. */
record Span(int line, int column, int endLine, int endColumn) {
  private static final Pattern POSITION = Pattern.compile("\\bat line (\\d+), column (\\d+)");

  /** Where an error is; null if it does not say so itself. */
  static Span of(Throwable error) {
    if (error instanceof CalciteContextException) {
      CalciteContextException context = (CalciteContextException) error;
      if (context.getPosLine() == 0) return null;
      return new Span(
          context.getPosLine(), context.getPosColumn(), context.getEndPosLine(), context.getEndPosColumn());
    }
    if (error instanceof SqlValidateException) return of(((SqlValidateException) error).getErrorPosition());
    if (error instanceof SqlParseException) {
      Span span = of(((SqlParseException) error).getPos());
      if (span != null) return span;
    }
    return inMessage(error);
  }

  private static Span of(SqlParserPos position) {
    if (position == null || position.getLineNum() == 0) return null;
    return new Span(
        position.getLineNum(), position.getColumnNum(), position.getEndLineNum(), position.getEndColumnNum());
  }

  private static Span inMessage(Throwable error) {
    Matcher position = POSITION.matcher(String.valueOf(error.getMessage()));
    if (!position.find()) return null;
    int line = Integer.parseInt(position.group(1));
    int column = Integer.parseInt(position.group(2));
    return new Span(line, column, line, column);
  }
}
