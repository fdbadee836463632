package engine;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The standard streams of the process: one line of JSON for the caller, and a log for everything else. */
public final class Output {
  private final PrintStream answers;
  private final PrintStream errors;

  private Output(PrintStream answers, PrintStream errors) {
    this.answers = answers;
    this.errors = errors;
  }

  /**
   * Takes the standard output away from all other code. Must run before the first logger is created.
   *
   * <p>Everything that libraries print or log is written to the file that the property {@code engine.log} names, or to
   * the standard error.
   */
  public static Output take() {
    PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    Output output = new Output(answers, System.err);
    String file = System.getProperty("engine.log");
    if (file != null) {
      try {
        System.setErr(new PrintStream(new FileOutputStream(file, true), true, StandardCharsets.UTF_8));
      } catch (IOException error) {
        output.errors.println("Cannot write the log " + file + ": " + error.getMessage());
      }
    }
    System.setOut(System.err);
    return output;
  }

  /** Prints a line for the caller. */
  public void print(String line) {
    answers.println(line);
  }

  /** Reports why the engine cannot start, in the log and to the caller. */
  void fail(Throwable error) {
    error.printStackTrace();
    if (errors != System.err) errors.println("The engine does not start: " + error);
  }
}
