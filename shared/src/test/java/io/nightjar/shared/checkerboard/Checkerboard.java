package io.nightjar.shared.checkerboard;

import io.nightjar.shared.model.ContextEmbeddings;
import io.nightjar.shared.model.EmbeddingModel;
import io.nightjar.shared.model.IdMap;
import io.nightjar.shared.vector.EmbeddingMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A world in which the right answer is known without running anything: even users like even items,
 * odd users odd ones, and each user's item of the same number is held out. So the only item that a
 * user likes and has not seen, the best one to recommend, is that one.
 */
public final class Checkerboard {
  /** Context field of {@link #model}; its values are {@link #MOBILE} and {@link #TV}. */
  public static final String DEVICE = "DEVICE";

  /** On this device everyone prefers even items. */
  public static final String MOBILE = "mobile";

  /** On this device everyone prefers odd items. */
  public static final String TV = "tv";

  private static final long FIRST_TIMESTAMP = 1_750_000_000L;
  private static final int ZERO_PADDED_TO = 100;

  private final int size;

  /** A board of {@code size} users and as many items, 2 to 100. */
  public Checkerboard(int size) {
    if (size < 2 || size > ZERO_PADDED_TO) {
      throw new IllegalArgumentException("size must be 2 to 100: " + size);
    }
    this.size = size;
  }

  /** Number of users, and of items. */
  public int size() {
    return size;
  }

  /** Id of a user; ids sort like numbers. */
  public static String userId(int user) {
    return "user-" + twoDigits(user);
  }

  /** Id of an item; ids sort like numbers. */
  public static String itemId(int item) {
    return "item-" + twoDigits(item);
  }

  private static String twoDigits(int number) {
    return (number < 10 ? "0" : "") + number;
  }

  /** Whether a user likes an item. */
  public static boolean likes(int user, int item) {
    return user % 2 == item % 2;
  }

  /** Ids of all users, sorted. */
  public List<String> userIds() {
    return IntStream.range(0, size).mapToObj(Checkerboard::userId).toList();
  }

  /** Ids of all items, sorted. */
  public List<String> itemIds() {
    return IntStream.range(0, size).mapToObj(Checkerboard::itemId).toList();
  }

  /** What training sees: every user with every item that the user likes, but for the diagonal. */
  public List<Square> training() {
    List<Square> squares = new ArrayList<>();
    for (int user = 0; user < size; user++) {
      for (int item = 0; item < size; item++) {
        if (user != item && likes(user, item)) {
          squares.add(square(user, item));
        }
      }
    }
    return squares;
  }

  /** What is held out: the diagonal, one item for each user. */
  public List<Square> holdout() {
    return IntStream.range(0, size).mapToObj(number -> square(number, number)).toList();
  }

  private Square square(int user, int item) {
    return new Square(userId(user), itemId(item), FIRST_TIMESTAMP + (long) user * size + item);
  }

  /**
   * A model that has learnt the board by heart. Without context a user's logits are 3 for the held
   * out item, 2 for the others of the user's parity and 0 for the rest; a device adds 4 to the
   * items it prefers. To an unknown user all items are alike.
   */
  public EmbeddingModel model() {
    int dimension = size + 3;
    float[][] users = new float[size][dimension];
    float[][] items = new float[size][dimension];
    for (int number = 0; number < size; number++) {
      users[number][number % 2] = 2f;
      users[number][2 + number] = 1f;
      users[number][dimension - 1] = 1f;
      items[number][number % 2] = 1f;
      items[number][2 + number] = 1f;
    }
    float[][] devices = new float[2][dimension];
    devices[0][0] = 4f;
    devices[1][1] = 4f;
    return new EmbeddingModel(
        IdMap.of(userIds()),
        EmbeddingMatrix.of(dimension, users),
        IdMap.of(itemIds()),
        EmbeddingMatrix.of(dimension, items),
        new ContextEmbeddings(
            List.of(DEVICE, DEVICE), List.of(MOBILE, TV), EmbeddingMatrix.of(dimension, devices)));
  }

  /**
   * One interaction of the board.
   *
   * @param timestamp epoch seconds, distinct
   */
  public record Square(String userId, String itemId, long timestamp) {}
}
