package verify;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends calls that do not return: the newer reader can ask for the next token without end inside a MAP. */
final class Deadline {
  private static final int SECONDS = 10;

  /** The answer; a failure if there is none in time. */
  Object of(Callable<Object> question) throws Exception {
    FutureTask<Object> task = new FutureTask<>(question);
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException error) {
      stop(thread);
      return Messages.failed(error);
    } catch (ExecutionException error) {
      return Messages.failed(error);
    }
  }

  @SuppressWarnings({"deprecation", "removal"})
  private static void stop(Thread thread) {
    try {
      // The reader ignores interruptions.
      thread.stop();
    } catch (UnsupportedOperationException error) {
      // Newer Java cannot stop a thread: it uses one core until the process ends.
    }
  }
}
