package engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import engine.broker.Broker;
import engine.hologres.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;

/** The control API: HTTP with JSON on 127.0.0.1, which submits scripts and breaks things on request. */
final class ControlServer {
  /** The planner is recursive, and a table can have a thousand columns. */
  private static final long STACK_BYTES = 16 << 20;

  private final HttpServer server;

  /**
   * Starts the server.
   *
   * @param port the port; 0 is any free port
   */
  ControlServer(int port, Scripts scripts, JobLogs logs, Cluster cluster, Broker broker) throws IOException {
    // Without this, the system holds a short answer back for 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(task -> new Thread(null, task, "control", STACK_BYTES)));
    handle("/submit", request -> Map.of("jobId", scripts.submit(request).toHexString()));
    handle(
        "/validate",
        request -> {
          scripts.validate(request);
          return Map.of();
        });
    serve("/logs/", exchange -> Map.of("lines", logs.lines(lastSegment(exchange))));
    serve(
        "/topics",
        exchange -> {
          if (exchange.getRequestMethod().equals("GET")) return broker.topics();
          JsonNode request = body(exchange);
          broker.createTopic(Json.text(request, "name"), request.path("partitions").asInt(1));
          return Map.of();
        });
    handle(
        "/broker",
        request -> {
          broker.setUp(Json.flag(request, "up"));
          return Map.of();
        });
    handle(
        "/network",
        request -> {
          Network.setUp(Json.flag(request, "up"));
          return Map.of();
        });
    handle(
        "/task-manager",
        request -> {
          if (Json.flag(request, "kill")) cluster.replaceTaskManager();
          return Map.of();
        });
    serve("/health", exchange -> Map.of());
    serve(
        "/",
        exchange -> {
          throw new IllegalArgumentException("Unknown path: " + exchange.getRequestURI().getPath());
        });
    server.start();
  }

  /** The port. */
  int port() {
    return server.getAddress().getPort();
  }

  /** Answers a request; what it throws becomes the status 400. */
  private interface Handler<T> {
    Object answer(T request) throws Exception;
  }

  private void handle(String path, Handler<JsonNode> handler) {
    serve(path, exchange -> handler.answer(body(exchange)));
  }

  private void serve(String path, Handler<HttpExchange> handler) {
    server.createContext(path, exchange -> respond(exchange, handler));
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    return Json.object(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
  }

  private static String lastSegment(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void respond(HttpExchange exchange, Handler<HttpExchange> handler) throws IOException {
    int status = 400;
    Object answer;
    try {
      // A page in a browser could send requests too. Browsers say where a request comes from.
      if (exchange.getRequestHeaders().containsKey("Origin")) throw new IOException("Requests of browsers are refused");
      answer = handler.answer(exchange);
      status = 200;
    } catch (ScriptException error) {
      answer = Map.of("error", error.failure().json());
    } catch (Throwable error) {
      answer = Map.of("error", Failure.ofRequest(error).json());
    }
    byte[] body = Json.text(answer).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
