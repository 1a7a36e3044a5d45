package io.nightjar.jobs.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A store in a directory of this machine: files are synced, then renamed into place. */
final class LocalStoreFiles implements StoreFiles {
  private final Path root;

  LocalStoreFiles(Path root) {
    this.root = root;
  }

  @Override
  public String read(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }

  @Override
  public InputStream open(String path) throws IOException {
    return Files.newInputStream(root.resolve(path));
  }

  @Override
  public void replace(String path, Content content) throws IOException {
    Path target = root.resolve(path);
    Files.createDirectories(target.getParent());
    Path aside = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      try (OutputStream out = Files.newOutputStream(aside, StandardOpenOption.CREATE_NEW)) {
        content.writeTo(out);
      }
      try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  @Override
  public List<String> list(String path) throws IOException {
    Path folder = root.resolve(path);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public boolean exists(String path) {
    return Files.exists(root.resolve(path));
  }

  @Override
  public long size(String path) throws IOException {
    Path file = root.resolve(path);
    return Files.exists(file) ? Files.size(file) : -1;
  }

  @Override
  public void move(String from, String to) throws IOException {
    Path target = root.resolve(to);
    Files.createDirectories(target.getParent());
    Files.move(root.resolve(from), target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String path) throws IOException {
    Path doomed = root.resolve(path);
    if (!Files.exists(doomed)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> entries = Files.walk(doomed)) {
      deepestFirst = entries.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path entry : deepestFirst) {
      Files.delete(entry);
    }
  }
}
