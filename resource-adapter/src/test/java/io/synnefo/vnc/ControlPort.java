package io.synnefo.vnc;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A place where a daemon, or what stands for one, is asked; each connection has a thread. */
final class ControlPort implements AutoCloseable {
  /** What happens on a connection, which is closed afterwards. */
  interface Daemon {
    void serve(InputStream in, OutputStream out) throws IOException;
  }

  private interface Listener extends Closeable {
    /** Waits for the next. */
    Caller accept() throws IOException;
  }

  private record Caller(Closeable connection, InputStream in, OutputStream out) {}

  private final Listener listener;
  private final Daemon daemon;
  private final List<Closeable> open = new CopyOnWriteArrayList<>();
  private final Thread acceptor;
  private volatile boolean closed;

  private ControlPort(Listener listener, Daemon daemon) {
    this.listener = listener;
    this.daemon = daemon;
    acceptor = start(this::accept);
  }

  static ControlPort at(ServerSocket server, Daemon daemon) {
    return new ControlPort(
        new Listener() {
          @Override
          public Caller accept() throws IOException {
            Socket socket = server.accept();
            return new Caller(socket, socket.getInputStream(), socket.getOutputStream());
          }

          @Override
          public void close() throws IOException {
            server.close();
          }
        },
        daemon);
  }

  static ControlPort at(Path socket, Daemon daemon) throws IOException {
    Files.deleteIfExists(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket), 16);
    return new ControlPort(
        new Listener() {
          @Override
          public Caller accept() throws IOException {
            SocketChannel channel = server.accept();
            return new Caller(
                channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
          }

          @Override
          public void close() throws IOException {
            server.close();
          }
        },
        daemon);
  }

  /** A socket for it, at that port or, if it is 0, at a free one. */
  static ServerSocket listen(int port) throws IOException {
    ServerSocket server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
    return server;
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task, "control port");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void accept() {
    while (!closed) {
      try {
        Caller caller = listener.accept();
        open.add(caller.connection());
        start(() -> serve(caller));
      } catch (IOException e) {
        // closed: the loop ends
        Thread.onSpinWait();
      }
    }
  }

  private void serve(Caller caller) {
    try (Closeable connection = caller.connection()) {
      daemon.serve(caller.in(), caller.out());
      open.remove(connection);
    } catch (IOException e) {
      // it left, or spoke no TLS; both are the test's own doing
      Thread.onSpinWait();
    }
  }

  /** As a kill: nobody listens, and all connections end. */
  @Override
  public void close() throws IOException {
    closed = true;
    listener.close();
    try {
      acceptor.join(10_000); // who waits in accept may take one more
    } catch (InterruptedException e) {
      throw new java.io.InterruptedIOException();
    }
    for (Closeable connection : open) {
      connection.close();
    }
  }
}
