package io.nightjar.bench.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * Answers requests for measurements until its input ends: a JSON object on each line of standard
 * input; for each a line on standard output that begins with {@value #MARK}. A reply has {@code
 * wall} and {@code cpu}, the seconds of this process, or {@code error}; the first reply, to no
 * request, says what runs here. Lines without the mark are the chatter of what is measured.
 */
final class Worker {
  private static final String MARK = "@@ ";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Worker() {}

  /** What can be measured. */
  interface Measured {
    /** Does the work of a request and puts what it found, times included, into the reply. */
    void run(JsonNode request, ObjectNode reply);
  }

  /** Wall and CPU time from its making on. */
  static final class Clock {
    private final long wall = System.nanoTime();
    private final long cpu = SYSTEM.getProcessCpuTime();

    /** Puts the seconds since then into a reply. */
    void stop(ObjectNode reply) {
      reply.put("wall", (System.nanoTime() - wall) / 1e9);
      reply.put("cpu", (SYSTEM.getProcessCpuTime() - cpu) / 1e9);
    }
  }

  static ObjectNode reply() {
    return JSON.createObjectNode();
  }

  /** Says hello and serves. */
  static void serve(ObjectNode hello, Measured measured) throws IOException {
    hello.put("java", Runtime.version().toString());
    say(hello);
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      ObjectNode reply = reply();
      try {
        measured.run(JSON.readTree(line), reply);
      } catch (RuntimeException | OutOfMemoryError e) {
        e.printStackTrace();
        reply.put("error", e.toString());
      }
      say(reply);
    }
  }

  private static void say(ObjectNode reply) {
    System.out.println(MARK + reply);
    System.out.flush();
  }
}
