package io.nightjar.serving.signature;

import io.nightjar.serving.api.CallerRefusedException;
import io.nightjar.serving.api.CallerRefusedException.Reason;
import io.nightjar.serving.api.Quoted;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** When a request was signed, {@code 20260131T235959Z}, and whether that is near enough to now. */
final class SignatureTime {
  /** How far a caller's clock may be off, either way. */
  static final long WINDOW_SECONDS = 15 * 60;

  private static final int LENGTH = 16;
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private SignatureTime() {}

  /** Seconds since 1970. */
  static long parse(String text) {
    if (text.length() == LENGTH && text.charAt(8) == 'T' && text.charAt(15) == 'Z') {
      int hour = number(text, 9, 2);
      int minute = number(text, 11, 2);
      int second = number(text, 13, 2);
      int year = number(text, 0, 4);
      int month = number(text, 4, 2);
      int day = number(text, 6, 2);
      boolean numbers = (hour | minute | second | year | month | day) >= 0;
      if (numbers && hour < 24 && minute < 60 && second < 60) {
        try {
          return LocalDate.of(year, month, day).toEpochDay() * 86_400
              + hour * 3600L
              + minute * 60L
              + second;
        } catch (DateTimeException e) {
          throw malformed(text);
        }
      }
    }
    throw malformed(text);
  }

  private static int number(String text, int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  private static CallerRefusedException malformed(String text) {
    return new CallerRefusedException(
        Reason.INCOMPLETE_SIGNATURE,
        "X-Amz-Date must be a time such as 20260131T235959Z: " + Quoted.text(text));
  }

  /**
   * Checks the time of a request.
   *
   * @param expires seconds for which the caller lets it count; 0 when it does not say
   */
  static void check(String signedAt, long signed, long expires, long now) {
    if (signed > now + WINDOW_SECONDS) {
      throw new CallerRefusedException(
          Reason.REQUEST_EXPIRED,
          "Signature not yet current: %s is later than %s (the time here and 15 min.)"
              .formatted(signedAt, text(now + WINDOW_SECONDS)));
    }
    if (expires == 0 && signed < now - WINDOW_SECONDS) {
      throw new CallerRefusedException(
          Reason.REQUEST_EXPIRED,
          "Signature expired: %s is earlier than %s (the time here less 15 min.)"
              .formatted(signedAt, text(now - WINDOW_SECONDS)));
    }
    if (expires > 0 && signed + expires < now) {
      throw new CallerRefusedException(
          Reason.REQUEST_EXPIRED,
          "Signature expired: %s and X-Amz-Expires of %d s are earlier than %s, the time here"
              .formatted(signedAt, expires, text(now)));
    }
  }

  private static String text(long seconds) {
    return FORM.format(Instant.ofEpochSecond(seconds));
  }
}
