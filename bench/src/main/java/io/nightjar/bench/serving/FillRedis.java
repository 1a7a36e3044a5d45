package io.nightjar.bench.serving;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;

/**
 * Puts what it reads into Redis: lines of a key, a tab and a value.
 *
 * <p>Arguments: the port of Redis.
 */
public final class FillRedis {
  private static final int AT_ONCE = 10_000;

  private FillRedis() {}

  /** Reads standard input to its end. */
  public static void main(String[] args) throws IOException {
    HostAndPort address = new HostAndPort("127.0.0.1", Integer.parseInt(args[0]));
    try (RedisClient redis = RedisClient.builder().hostAndPort(address).build();
        AbstractPipeline pipeline = redis.pipelined();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      long count = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int tab = line.indexOf('\t');
        pipeline.set(line.substring(0, tab), line.substring(tab + 1));
        if (++count % AT_ONCE == 0) {
          pipeline.sync();
        }
      }
      pipeline.sync();
      System.out.println(count);
    }
  }
}
