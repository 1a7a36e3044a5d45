package io.nightjar.serving.console;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.NotFoundResponse;
import io.nightjar.serving.api.Quoted;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pages of the console: static files of the class path, kept in memory. */
final class ConsoleFiles implements Handler {
  /** Nothing comes from elsewhere, and nothing in a page is run but these files. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private static final Pattern PATH = Pattern.compile("([a-z0-9-]+/)*[a-z0-9-]+\\.([a-z]+)");

  private final Map<String, StaticFile> files = new ConcurrentHashMap<>();

  private record StaticFile(byte[] content, String type, String tag) {}

  @Override
  public void handle(Context context) {
    String path = context.path();
    if (path.equals("/console")) {
      // Relative, so that it also holds behind a proxy with a prefix.
      context.redirect("console/");
      return;
    }
    String name = path.substring("/console/".length());
    StaticFile file = file(context, name.isEmpty() ? "index.html" : name);
    context.header("Content-Security-Policy", POLICY);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cache-Control", "no-cache");
    context.header("ETag", file.tag());
    if (file.tag().equals(context.header("If-None-Match"))) {
      context.status(304);
      return;
    }
    context.contentType(file.type());
    context.result(file.content());
  }

  private StaticFile file(Context context, String name) {
    StaticFile known = files.get(name);
    if (known != null) {
      return known;
    }
    Matcher matcher = PATH.matcher(name);
    String type = matcher.matches() ? TYPES.get(matcher.group(2)) : null;
    try (InputStream in =
        type == null ? null : ConsoleFiles.class.getResourceAsStream("/console/" + name)) {
      if (in == null) {
        throw new NotFoundResponse(
            "The console has no such page: " + Quoted.shortened(context.path()));
      }
      byte[] content = in.readAllBytes();
      StaticFile file = new StaticFile(content, type, tag(content));
      files.put(name, file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("a file of the class path cannot be read: " + name, e);
    }
  }

  private static String tag(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return "\"" + HexFormat.of().formatHex(digest, 0, 12) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
