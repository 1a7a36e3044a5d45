package io.nightjar.bench.serving;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/**
 * The rival that one would build: each user's reply lies in Redis as the JSON that is sent, and a
 * thin handler fetches it. Only the id of the reply is new each time.
 *
 * <p>Arguments: the port, and that of Redis.
 */
public final class RedisServer {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final RedisClient redis;

  private RedisServer(RedisClient redis) {
    this.redis = redis;
  }

  /** Listens until the process is stopped. */
  public static void main(String[] args) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    // As many as Jetty has threads, so that none waits for another's.
    pool.setMaxTotal(256);
    pool.setMaxIdle(256);
    pool.setJmxEnabled(false);
    RedisServer server =
        new RedisServer(
            RedisClient.builder()
                .hostAndPort(new HostAndPort("127.0.0.1", Integer.parseInt(args[1])))
                .poolConfig(pool)
                .build());
    Javalin javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.routes.post("/recommendations", server::answer);
            });
    javalin.start("127.0.0.1", Integer.parseInt(args[0]));
    System.out.println("ready");
  }

  private void answer(Context context) throws IOException {
    byte[] list = redis.get(userId(context.bodyAsBytes()).getBytes(StandardCharsets.UTF_8));
    byte[] id =
        (",\"recommendationId\":\"RID-" + UUID.randomUUID() + "\"}")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] reply = Arrays.copyOf(list, list.length + id.length);
    System.arraycopy(id, 0, reply, list.length, id.length);
    context.contentType("application/json");
    context.result(reply);
  }

  private static String userId(byte[] body) throws IOException {
    try (JsonParser json = FACTORY.createParser(body)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = json.currentName().equals("userId");
        json.nextToken();
        if (wanted) {
          return json.getText();
        }
        json.skipChildren();
      }
    }
    throw new IllegalArgumentException("userId must be given: it is missing");
  }
}
