package engine.broker;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of the broker. It reads, writes and answers everything, so no data of the broker needs a lock, and a
 * consumer that waits for messages costs no thread.
 */
final class EventLoop {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();

  /** What a channel does when it is ready. */
  interface Handler {
    void ready(SelectionKey key) throws IOException;

    /** Called when {@link #ready} failed. */
    void failed();
  }

  private record Timer(long time, Runnable task) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      return Long.compare(time - other.time, 0);
    }
  }

  EventLoop() throws IOException {
    selector = Selector.open();
    Thread thread = new Thread(this::run, "kafka-broker");
    thread.setDaemon(true);
    thread.start();
  }

  /** Watches a channel. Must be called in the thread of the loop. */
  SelectionKey register(SelectableChannel channel, int operations, Handler handler) throws ClosedChannelException {
    return channel.register(selector, operations, handler);
  }

  /** Runs a task after some time. Must be called in the thread of the loop. */
  void schedule(long milliseconds, Runnable task) {
    timers.add(new Timer(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds), task));
  }

  /** Runs a task in the thread of the loop and waits for its result. */
  <T> T call(Callable<T> task) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    tasks.add(
        () -> {
          try {
            result.complete(task.call());
          } catch (Throwable error) {
            result.completeExceptionally(error);
          }
        });
    selector.wakeup();
    try {
      return result.get();
    } catch (ExecutionException error) {
      throw error.getCause() instanceof Exception ? (Exception) error.getCause() : error;
    }
  }

  private void run() {
    while (true) {
      try {
        select();
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) task.run();
        for (SelectionKey key : selector.selectedKeys()) handle(key);
        selector.selectedKeys().clear();
        while (!timers.isEmpty() && timers.peek().time - System.nanoTime() <= 0) timers.poll().task.run();
      } catch (Throwable error) {
        LOG.error("The broker failed and goes on", error);
      }
    }
  }

  private void select() throws IOException {
    if (timers.isEmpty()) {
      selector.select();
      return;
    }
    long left = timers.peek().time - System.nanoTime();
    // Rounded up, because a timer must not be early. No wait at all would mean to wait without end.
    if (left > 0) selector.select(TimeUnit.NANOSECONDS.toMillis(left) + 1);
    else selector.selectNow();
  }

  private static void handle(SelectionKey key) {
    Handler handler = (Handler) key.attachment();
    try {
      if (key.isValid()) handler.ready(key);
    } catch (IOException error) {
      handler.failed();
    } catch (RuntimeException error) {
      LOG.warn("A request cannot be served: {}", error.toString());
      handler.failed();
    }
  }
}
