package verify;

import engine.Json;
import engine.Output;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/**
 * Runs cases in the real engine: one JSON object per line on standard input, one answer per case on standard output.
 *
 * <p>A case has an `id` and a `kind`: a `statement` is only planned, a `pipeline` is planned and run with its
 * `messages`, and a `reader` is the input of a JSON reader without SQL.
 */
public final class Harness {
  private Harness() {}

  public static void main(String[] arguments) throws Exception {
    Output output = Output.take();
    List<Pipeline> pipelines = new ArrayList<>();
    Engine engine = new Engine();
    try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        JsonNode request = Json.object(line);
        if (request.get("kind").asText().equals("reader")) {
          output.print(Json.text(Reader.answer(request)));
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
    for (Pipeline pipeline : pipelines) output.print(Json.text(pipeline.answer()));
    // Threads of the cluster would keep the process running for a while.
    Runtime.getRuntime().halt(0);
  }
}
