package io.nightjar.jobs.store;

import java.io.IOException;
import java.util.List;

/** The few file operations that a store needs; paths are relative to the store's root. */
interface StoreFiles {
  /** Content of a text file. */
  String read(String path) throws IOException;

  /** Puts a text file in place of another, or where none was, in one atomic step. */
  void replace(String path, String text) throws IOException;

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
