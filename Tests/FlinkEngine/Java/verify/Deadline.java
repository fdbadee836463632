package verify;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends what does not come back: led astray inside of a MAP, the newer reader asks for the next token for ever. */
final class Deadline {
  private static final int SECONDS = 10;

  /** The answer; a failure when there is none in time. */
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
      // It minds no interruption.
      thread.stop();
    } catch (UnsupportedOperationException error) {
      // Newer Java has no such thing: the thread goes on to the end of the process, at one core's cost.
    }
  }
}
