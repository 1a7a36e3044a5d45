package io.nightjar.serving.admin;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Handler;
import io.javalin.http.UnauthorizedResponse;
import io.nightjar.serving.security.PrivateFile;
import io.nightjar.serving.security.UnusableFileException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Who may ask the admin port: it stands before all its routes.
 *
 * <ul>
 *   <li>With a token, only who brings it: as {@code Authorization: Bearer TOKEN}, or as the
 *       password of HTTP Basic under any name, which browsers ask for. {@code /healthz} is open.
 *   <li>Without one, only who asks for this machine by an address or as localhost: a page of
 *       another site, whose name was made to lead here (DNS rebinding), is refused.
 *   <li>What changes something never comes from a page of another site, whatever it brings.
 * </ul>
 */
public final class AdminGuard implements Consumer<JavalinConfig> {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final int MIN_TOKEN = 16;

  private final byte[] token;
  private final String host;
  private final boolean anyHost;

  private AdminGuard(String token, String host, boolean anyHost) {
    this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
    this.host = host;
    this.anyHost = anyHost;
  }

  /**
   * The guard of a port.
   *
   * @param tokenFile null for no token
   * @param host address or name that the port listens on
   * @param insecure whether everyone may ask, by whatever name
   * @throws UnusableFileException if there is no token in the file
   */
  public static AdminGuard of(Path tokenFile, String host, boolean insecure) {
    String token = null;
    if (tokenFile != null) {
      token = PrivateFile.read(tokenFile).strip();
      if (token.length() < MIN_TOKEN || !token.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
        throw new UnusableFileException(
            tokenFile,
            "must have a token of at least %d ASCII characters without spaces"
                .formatted(MIN_TOKEN));
      }
    }
    return new AdminGuard(token, host, insecure || token != null);
  }

  @Override
  public void accept(JavalinConfig config) {
    Handler check = this::check;
    config.routes.before(check);
  }

  private void check(Context context) {
    context.header("X-Frame-Options", "DENY");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    if (!anyHost && !isOwnName(nameOf(String.valueOf(context.header("Host"))))) {
      throw new ForbiddenResponse(
          "the admin port must be asked by address or as localhost, not by another name");
    }
    if (!SAFE.contains(context.req().getMethod()) && !isOfOwnPage(context)) {
      throw new ForbiddenResponse("a page of another site must not change anything here");
    }
    if (token != null && !context.path().equals("/healthz") && !hasToken(context)) {
      context.header("WWW-Authenticate", "Basic realm=\"Nightjar admin\", charset=\"UTF-8\"");
      throw new UnauthorizedResponse(
          "the admin port needs its token, as bearer token or as password of HTTP Basic");
    }
  }

  private boolean isOwnName(String name) {
    return name.equals("localhost") || name.equalsIgnoreCase(host) || isAddress(name);
  }

  /** Addresses cannot be made to lead elsewhere, as names can. */
  private static boolean isAddress(String name) {
    return name.startsWith("[")
        || (!name.isEmpty() && name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
  }

  private static String nameOf(String hostAndPort) {
    int colon = hostAndPort.lastIndexOf(':');
    boolean port = colon >= 0 && hostAndPort.indexOf(']', colon) < 0;
    return port ? hostAndPort.substring(0, colon) : hostAndPort;
  }

  /** Whether a request does not come from a browser, or from a page of this very port. */
  private static boolean isOfOwnPage(Context context) {
    String site = context.header("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      return false;
    }
    String origin = context.header("Origin");
    if (origin == null) {
      return true;
    }
    String own = context.header("Host");
    return origin.equalsIgnoreCase("http://" + own) || origin.equalsIgnoreCase("https://" + own);
  }

  private boolean hasToken(Context context) {
    String authorization = context.header("Authorization");
    if (authorization == null) {
      return false;
    }
    byte[] given = new byte[0];
    if (authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      given = authorization.substring(7).strip().getBytes(StandardCharsets.UTF_8);
    } else if (authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      given = password(authorization.substring(6).strip());
    }
    return MessageDigest.isEqual(token, given);
  }

  private static byte[] password(String basic) {
    try {
      String decoded = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
      return decoded.substring(decoded.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
