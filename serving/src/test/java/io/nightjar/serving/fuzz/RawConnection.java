package io.nightjar.serving.fuzz;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection on which any bytes can be sent. Who waits for five seconds waits in vain. */
final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 5_000;

  private final Socket socket;
  private final InputStream in;
  private boolean closed;

  RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  void send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Says that nothing more will come. */
  void endOfRequest() throws IOException {
    socket.shutdownOutput();
  }

  boolean isClosed() {
    return closed;
  }

  /** One reply, whose length its headers say; what there is of it when the server closes. */
  String reply() throws IOException {
    String head = upTo("\r\n\r\n");
    String lower = head.toLowerCase(Locale.ROOT);
    closed |= lower.contains("connection: close");
    int at = lower.indexOf("content-length: ");
    if (at >= 0) {
      int length = Integer.parseInt(lower.substring(at + 16, lower.indexOf('\r', at)).trim());
      return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
    return lower.contains("transfer-encoding: chunked") ? head + chunks() : head;
  }

  private String chunks() throws IOException {
    StringBuilder all = new StringBuilder();
    int length;
    do {
      length = Integer.parseInt(upTo("\r\n").trim(), 16);
      all.append(new String(in.readNBytes(length + 2), StandardCharsets.UTF_8));
    } while (length > 0);
    return all.toString();
  }

  private String upTo(String end) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.length() < end.length()
        || !read.substring(read.length() - end.length()).equals(end)) {
      int b = in.read();
      if (b < 0) {
        closed = true;
        return read.toString();
      }
      read.append((char) b);
    }
    return read.toString();
  }

  /** All that comes until the server closes. */
  String firstReply() throws IOException {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException e) {
      return ""; // closed while bytes were on their way
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
