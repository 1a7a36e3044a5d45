package io.nightjar.serving.signature;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.nightjar.serving.security.UnusableFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads the file of {@code --credentials}, strictly: what is not known is refused, so that a
 * misspelt limit does not open a campaign.
 *
 * <pre>
 * {"accessKeys": [{"accessKeyId": "SHOP01", "secretAccessKey": "…", "campaigns": ["home"]}]}
 * </pre>
 *
 * <p>{@code sessionToken} and {@code campaigns} may be left out. Messages name the member and never
 * a secret, so no message of the JSON parser is shown, which might quote one.
 */
final class CredentialsFile {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, true).build();
  private static final int MIN_SECRET = 16;
  private static final int MAX_TEXT = 4096;

  private final Path path;
  private final JsonParser parser;

  private CredentialsFile(Path path, JsonParser parser) {
    this.path = path;
    this.parser = parser;
  }

  /** Access keys by their ids. */
  static Map<String, AccessKey> parse(Path path, String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return new CredentialsFile(path, parser).read();
    } catch (JsonProcessingException e) {
      throw new UnusableFileException(
          path,
          "must be JSON, each member of an object once: it is not, at line %d, column %d"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    } catch (IOException e) {
      throw new UnusableFileException(path, "must be JSON: it is not");
    }
  }

  private Map<String, AccessKey> read() throws IOException {
    require(parser.nextToken() == JsonToken.START_OBJECT, "must be a JSON object");
    Map<String, AccessKey> keys = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String member = parser.currentName();
      require(member.equals("accessKeys"), "has only the member accessKeys: not " + shown(member));
      require(parser.nextToken() == JsonToken.START_ARRAY, "accessKeys must be a list");
      keys = readKeys();
    }
    require(keys != null && !keys.isEmpty(), "accessKeys must have at least one access key");
    require(parser.nextToken() == null, "must be one JSON object: there is more after it");
    return Map.copyOf(keys);
  }

  private Map<String, AccessKey> readKeys() throws IOException {
    Map<String, AccessKey> keys = new HashMap<>();
    int index = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String name = "accessKeys[" + index++ + "]";
      AccessKey key = readKey(name);
      require(
          keys.put(key.id(), key) == null,
          name + ".accessKeyId must be there once: " + key.id() + " is there twice");
    }
    return keys;
  }

  private AccessKey readKey(String name) throws IOException {
    require(parser.currentToken() == JsonToken.START_OBJECT, name + " must be an object");
    String id = null;
    String secret = null;
    String token = null;
    Set<String> campaigns = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String member = parser.currentName();
      parser.nextToken();
      switch (member) {
        case "accessKeyId" -> id = text(name + ".accessKeyId");
        case "secretAccessKey" -> secret = text(name + ".secretAccessKey");
        case "sessionToken" -> token = text(name + ".sessionToken");
        case "campaigns" -> campaigns = campaigns(name + ".campaigns");
        default ->
            throw new UnusableFileException(
                path,
                name
                    + " has accessKeyId, secretAccessKey, sessionToken and campaigns: not "
                    + shown(member));
      }
    }
    require(id != null, name + ".accessKeyId must be given: it is missing");
    require(isKeyId(id), name + ".accessKeyId must be 3 to 128 of A-Z a-z 0-9 _: it is not");
    require(secret != null, name + ".secretAccessKey must be given: it is missing");
    require(
        secret.length() >= MIN_SECRET,
        "%s.secretAccessKey must have at least %d characters: it has %d"
            .formatted(name, MIN_SECRET, secret.length()));
    return new AccessKey(id, secret, token, campaigns);
  }

  private Set<String> campaigns(String name) throws IOException {
    require(parser.currentToken() == JsonToken.START_ARRAY, name + " must be a list of texts");
    Set<String> campaigns = new LinkedHashSet<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      campaigns.add(text(name + "[" + campaigns.size() + "]"));
    }
    require(!campaigns.isEmpty(), name + " must have a campaign: leave it out to allow all");
    return campaigns;
  }

  private String text(String name) throws IOException {
    require(parser.currentToken() == JsonToken.VALUE_STRING, name + " must be a text");
    String text = parser.getText();
    require(
        !text.isBlank() && text.equals(text.strip()) && text.length() <= MAX_TEXT,
        name + " must have 1 to " + MAX_TEXT + " characters, no space around them");
    return text;
  }

  private static boolean isKeyId(String id) {
    return id.length() >= 3
        && id.length() <= 128
        && id.chars()
            .allMatch(
                c ->
                    (c >= 'A' && c <= 'Z')
                        || (c >= 'a' && c <= 'z')
                        || (c >= '0' && c <= '9')
                        || c == '_');
  }

  /** A name of a member, unless it is so long that it may be a secret in the wrong place. */
  private static String shown(String member) {
    return member.length() <= 20
        ? "'" + member + "'"
        : "a name of " + member.length() + " characters";
  }

  private void require(boolean holds, String rule) {
    if (!holds) {
      throw new UnusableFileException(path, rule);
    }
  }
}
