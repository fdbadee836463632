package engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.slf4j.MDC;

/**
 * The last lines that Flink logged of each of the newest jobs.
 *
 * <p>All jobs log into one process. A line belongs to a job if the thread works for it or if the message contains its
 * ID. Flink 1.20 marks the threads of a job; in 1.17 only the thread of its submission is marked.
 */
final class JobLogs extends AbstractAppender {
  /** The key by which Flink 1.20 itself marks threads. */
  private static final String KEY = "flink-job-id";

  private static final Pattern ID = Pattern.compile("\\b[0-9a-f]{32}\\b");
  /** Frames of stack traces would soon be all that is left. */
  private static final Predicate<String> NO_FRAME =
      Pattern.compile("\\s+(at \\S|\\.{3} \\d+ more).*").asMatchPredicate().negate();

  private static final int MAXIMUM_LINES = 200;
  private static final int MAXIMUM_JOBS = 100;

  /** The lines of each job, by ID, oldest first. */
  private final Map<String, Deque<String>> logs =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<String>> eldest) {
          return size() > MAXIMUM_JOBS;
        }
      };

  private JobLogs() {
    // The layout of Flink's own log files.
    super(
        "Jobs",
        null,
        PatternLayout.newBuilder().withPattern("%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %c - %m%n").build(),
        true,
        Property.EMPTY_ARRAY);
  }

  /** Has Flink log what it does to jobs, and keeps it from now on. The log file of the engine gets no more lines. */
  static JobLogs install() {
    JobLogs logs = new JobLogs();
    logs.start();
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    Configuration configuration = context.getConfiguration();
    configuration.getRootLogger().addAppender(logs, null, null);
    String runtime = "org.apache.flink.runtime";
    configuration.addLogger(runtime, new LoggerConfig(runtime, Level.INFO, true));
    context.updateLoggers();
    return logs;
  }

  /** Begins the log of a job that this thread submits; the thread works for the job until the result is closed. */
  synchronized MDC.MDCCloseable begin(String job) {
    logs.put(job, new ArrayDeque<>());
    return MDC.putCloseable(KEY, job);
  }

  /** The lines of a job, oldest first; none if the job is unknown or too old. */
  synchronized List<String> lines(String job) {
    return List.copyOf(logs.getOrDefault(job, new ArrayDeque<>()));
  }

  @Override
  public synchronized void append(LogEvent event) {
    Deque<String> lines = log(event);
    if (lines == null) return;
    getLayout().toSerializable(event).toString().lines().filter(NO_FRAME).forEach(lines::add);
    while (lines.size() > MAXIMUM_LINES) lines.remove();
  }

  /** The log that an event belongs to; null for none. */
  private Deque<String> log(LogEvent event) {
    String marked = event.getContextData().getValue(KEY);
    if (marked != null) return logs.get(marked);
    Matcher ids = ID.matcher(event.getMessage().getFormattedMessage());
    while (ids.find()) {
      Deque<String> lines = logs.get(ids.group());
      if (lines != null) return lines;
    }
    return null;
  }
}
