package io.nightjar.jobs.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The few file operations that a store needs; paths are relative to the store's root. */
interface StoreFiles {
  /** Content of a text file. */
  String read(String path) throws IOException;

  /** Content of any file; the caller closes it. */
  InputStream open(String path) throws IOException;

  /** Puts a text file in place of another, or where none was, in one atomic step. */
  default void replace(String path, String text) throws IOException {
    replace(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The same for any file. */
  void replace(String path, Content content) throws IOException;

  /** Writes the content of a file. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Names in a folder, sorted; empty when there is no such folder. */
  List<String> list(String path) throws IOException;

  /** Whether a file or folder is there. */
  boolean exists(String path) throws IOException;

  /** Bytes of a file, -1 when it is missing. */
  long size(String path) throws IOException;

  /**
   * Gives a file another name in this store, in one step where the file system can; makes the new
   * folder when it is missing.
   */
  void move(String from, String to) throws IOException;

  /** Removes a file or a folder with all that is in it. */
  void delete(String path) throws IOException;
}
