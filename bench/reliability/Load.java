import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends requests to a server and checks each reply against the model that its header names:
 *
 * <pre>java Load.java PORT QUESTIONS CONNECTIONS RATE SECONDS SEED OUT</pre>
 *
 * <p>QUESTIONS has one request per line, tab-separated: path, body, the side of its user in a split, then
 * pairs of a model and the answer it must give: items and their scores in turn, separated by spaces. An
 * answer may have more items than are asked for; those of a reply must be among them, best first, and the
 * scores must agree within a thousandth. RATE is in requests per second over all connections, and a
 * request's time counts from when it was due, so that a server that stalls cannot hide it; 0 sends as fast
 * as replies come. OUT gets a line of JSON for every second, and one for all. Exits with 1 when a reply was wrong or none.
 */
public final class Load {
  private static final double TOLERANCE = 1e-3;
  private static final int SHOWN_FAILURES = 5;
  private static final int TIMEOUT_MILLIS = 30_000;

  /** Buckets of a histogram of microseconds: 32 for each power of two. */
  private static final int SUB_BITS = 5;
  private static final int BUCKETS = (32 - SUB_BITS) << SUB_BITS;

  private static final Pattern ITEM = Pattern.compile("\"itemId\":\"([^\"]+)\",\"score\":([0-9.eE+-]+)");

  private record Question(byte[] request, String arm, Map<String, Map<String, Double>> answers) {}

  private record Reply(int status, Map<String, String> headers, String body) {}

  private final int port;
  private final List<Question> questions;
  private final int connections;
  private final double rate;
  private final int seconds;
  private final long seed;
  private final AtomicIntegerArray histogram;
  private final AtomicIntegerArray shed;
  private final List<Map<String, LongAdder>> models = new ArrayList<>();
  private final AtomicLong failures = new AtomicLong();
  private final LongAdder hungUp = new LongAdder();
  private long start;
  private double startedAt;

  private Load(String[] args) throws IOException {
    port = Integer.parseInt(args[0]);
    questions = read(Path.of(args[1]));
    connections = Integer.parseInt(args[2]);
    rate = Double.parseDouble(args[3]);
    seconds = Integer.parseInt(args[4]);
    seed = Long.parseLong(args[5]);
    // What is due in the last second may be answered later.
    histogram = new AtomicIntegerArray((seconds + 1) * BUCKETS);
    shed = new AtomicIntegerArray(seconds + 1);
    for (int second = 0; second <= seconds; second++) {
      models.add(new ConcurrentHashMap<>());
    }
  }

  public static void main(String[] args) throws Exception {
    Load load = new Load(args);
    load.run();
    load.write(Path.of(args[6]));
    System.exit(load.failures.get() == 0 ? 0 : 1);
  }

  private static List<Question> read(Path file) throws IOException {
    List<Question> questions = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] part = line.split("\t");
      byte[] body = part[1].getBytes(StandardCharsets.UTF_8);
      String head =
          "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
              .formatted(part[0], body.length);
      byte[] bytes = head.getBytes(StandardCharsets.US_ASCII);
      byte[] request = new byte[bytes.length + body.length];
      System.arraycopy(bytes, 0, request, 0, bytes.length);
      System.arraycopy(body, 0, request, bytes.length, body.length);
      Map<String, Map<String, Double>> answers = new HashMap<>();
      for (int i = 3; i < part.length; i += 2) {
        String[] words = part[i + 1].split(" ");
        Map<String, Double> answer = new HashMap<>();
        for (int word = 0; word < words.length; word += 2) {
          answer.put(words[word], Double.valueOf(words[word + 1]));
        }
        answers.put(part[i], answer);
      }
      questions.add(new Question(request, part[2], answers));
    }
    return questions;
  }

  private void run() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    start = System.nanoTime() + 200_000_000L;
    startedAt = (System.currentTimeMillis() + 200) / 1000.0;
    for (int number = 0; number < connections; number++) {
      int connection = number;
      Thread thread = new Thread(null, () -> ask(connection), "connection-" + number, 256 << 10);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void ask(int connection) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + connection);
    double interval = rate == 0 ? 0 : connections * 1e9 / rate;
    double due = start + interval * connection / connections;
    long end = start + seconds * 1_000_000_000L;
    Socket socket = null;
    InputStream in = null;
    while (true) {
      long now = System.nanoTime();
      long begin = rate == 0 ? Math.max(now, start) : (long) due;
      if (begin - end >= 0) {
        break;
      }
      sleepUntil(begin);
      due += interval;
      Question question = questions.get(random.nextInt(questions.size()));
      try {
        if (socket == null) {
          socket = new Socket(InetAddress.getLoopbackAddress(), port);
          socket.setTcpNoDelay(true);
          socket.setSoTimeout(TIMEOUT_MILLIS);
          in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        }
        OutputStream out = socket.getOutputStream();
        out.write(question.request());
        Reply reply = read(in);
        judge(question, reply, begin);
        if ("close".equalsIgnoreCase(reply.headers().get("connection"))) {
          hungUp.increment();
          socket.close();
          socket = null;
        }
      } catch (IOException e) {
        fail("no reply: " + e);
        socket = null;
      }
    }
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      fail("cannot close: " + e);
    }
  }

  private static void sleepUntil(long time) {
    long left = time - System.nanoTime();
    if (left > 0) {
      try {
        Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static Reply read(InputStream in) throws IOException {
    String status = line(in);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    String length = headers.get("content-length");
    if (length == null) {
      throw new IOException("no Content-Length: " + status);
    }
    byte[] body = in.readNBytes(Integer.parseInt(length));
    return new Reply(Integer.parseInt(status.substring(9, 12)), headers, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server hung up after '" + line + "'");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private void judge(Question question, Reply reply, long begin) {
    int second = (int) Math.min(seconds, (begin - start) / 1_000_000_000L);
    if (reply.status() == 429) {
      if (!"ThrottlingException".equals(reply.headers().get("x-amzn-errortype"))
          || reply.headers().get("retry-after") == null) {
        fail("a 429 must be a ThrottlingException with Retry-After: " + reply);
      }
      shed.incrementAndGet(second);
      return;
    }
    histogram.incrementAndGet(second * BUCKETS + bucket((System.nanoTime() - begin) / 1_000));
    String model = reply.headers().get("x-nightjar-model");
    Map<String, Double> expected = reply.status() == 200 ? question.answers().get(model) : null;
    if (expected == null) {
      fail("must be answered by one of " + question.answers().keySet() + ": " + reply);
      return;
    }
    models.get(second).computeIfAbsent(model, name -> new LongAdder()).increment();
    String arm = reply.headers().get("x-nightjar-arm");
    if (arm != null && !arm.equals(question.arm())) {
      fail("the user is of side " + question.arm() + ": " + reply);
    }
    String wrong = wrong(expected, reply.body());
    if (wrong != null) {
      fail(wrong + " of model " + model + ": " + reply.body());
    }
  }

  private static String wrong(Map<String, Double> expected, String body) {
    Matcher item = ITEM.matcher(body);
    double last = Double.POSITIVE_INFINITY;
    int items = 0;
    while (item.find()) {
      Double score = expected.get(item.group(1));
      double found = Double.parseDouble(item.group(2));
      if (score == null || Math.abs(found - score) > TOLERANCE * score) {
        return "the score of " + item.group(1) + " must be " + score + ", which is not the answer";
      }
      if (found > last) {
        return "scores must not rise, which is not the answer";
      }
      last = found;
      items++;
    }
    return items == 0 ? "no items is not the answer" : null;
  }

  private void fail(String what) {
    if (failures.incrementAndGet() <= SHOWN_FAILURES) {
      System.err.println("FAILED " + what.substring(0, Math.min(600, what.length())));
    }
  }

  private static int bucket(long micros) {
    long value = Math.max(1L << SUB_BITS, Math.min(micros, Integer.MAX_VALUE));
    int shift = 63 - Long.numberOfLeadingZeros(value) - SUB_BITS;
    int bucket = (shift << SUB_BITS) + (int) (value >>> shift) - (1 << SUB_BITS);
    return micros < 1L << SUB_BITS ? 0 : Math.min(BUCKETS - 1, bucket);
  }

  /** The upper edge of a bucket, in milliseconds. */
  private static double millis(int bucket) {
    int shift = bucket >>> SUB_BITS;
    long low = (long) ((bucket & ((1 << SUB_BITS) - 1)) + (1 << SUB_BITS)) << shift;
    return (low + (1L << shift)) / 1000.0;
  }

  private static double quantile(int[] counts, long total, double share) {
    long rank = (long) Math.ceil(total * share);
    for (int bucket = 0; bucket < counts.length; bucket++) {
      rank -= counts[bucket];
      if (rank <= 0) {
        return millis(bucket);
      }
    }
    return 0;
  }

  private void write(Path file) throws IOException {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      int[] all = new int[BUCKETS];
      long allShed = 0;
      for (int second = 0; second <= seconds; second++) {
        int[] counts = new int[BUCKETS];
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
          counts[bucket] = histogram.get(second * BUCKETS + bucket);
          all[bucket] += counts[bucket];
        }
        allShed += shed.get(second);
        Map<String, Long> served = new TreeMap<>();
        models.get(second).forEach((model, count) -> served.put(model, count.sum()));
        out.println(line("\"second\":" + second, counts, shed.get(second), served));
      }
      String begin =
          String.format(
              Locale.ROOT,
              "\"startedAt\":%.3f,\"failures\":%d,\"hungUp\":%d",
              startedAt,
              failures.get(),
              hungUp.sum());
      out.println(line(begin, all, allShed, Map.of()));
    }
  }

  private static String line(String begin, int[] counts, long shed, Map<String, Long> served) {
    long total = 0;
    int top = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      total += counts[bucket];
      top = counts[bucket] > 0 ? bucket : top;
    }
    StringBuilder models = new StringBuilder();
    served.forEach(
        (model, count) ->
            models.append(models.isEmpty() ? "" : ",").append('"').append(model).append("\":").append(count));
    return String.format(
        Locale.ROOT,
        "{%s,\"answered\":%d,\"shed\":%d,\"p50\":%.3f,\"p99\":%.3f,\"p999\":%.3f,\"max\":%.3f,\"models\":{%s}}",
        begin,
        total,
        shed,
        quantile(counts, total, 0.5),
        quantile(counts, total, 0.99),
        quantile(counts, total, 0.999),
        total == 0 ? 0 : millis(top),
        models);
  }
}
