package verify;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Runs cases in the real engine: one JSON object per line on standard input, one answer per case on standard output.
 *
 * <p>A case has an `id` and a `kind`: a `statement` is only planned, a `pipeline` is planned and run with its
 * `messages`, and a `reader` is the input of a JSON reader without SQL.
 */
public final class Harness {
  private Harness() {}

  public static void main(String[] arguments) throws Exception {
    // Output of the engine must not mix with the answers.
    PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    ObjectMapper mapper = new ObjectMapper();
    List<Pipeline> pipelines = new ArrayList<>();
    Engine engine = new Engine();
    try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        JsonNode request = mapper.readTree(line);
        if (request.get("kind").asText().equals("reader")) {
          answers.println(mapper.writeValueAsString(Reader.answer(request)));
        } else {
          pipelines.add(new Pipeline(request));
        }
      }
    }
    long start = System.nanoTime();
    for (Pipeline pipeline : pipelines) engine.plan(pipeline);
    long planned = System.nanoTime();
    engine.run(pipelines.stream().filter(Pipeline::isRunnable).toList());
    System.err.printf(
        "planned %d scripts in %.1f s, ran them in %.1f s%n",
        pipelines.size(), (planned - start) / 1e9, (System.nanoTime() - planned) / 1e9);
    for (Pipeline pipeline : pipelines) answers.println(mapper.writeValueAsString(pipeline.answer()));
    answers.flush();
    // Threads of the cluster would keep the process running for a while.
    Runtime.getRuntime().halt(0);
  }
}
