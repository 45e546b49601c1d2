package io.synnefo.vncauthproxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A machine's VNC server of the test's own, byte by byte. */
final class ServerUnderTest implements AutoCloseable {
  /** What it does with a connection before the test has it. */
  interface Script {
    void talk(Talker proxy) throws IOException;
  }

  private final ServerSocket listening;
  private final Script script;
  private final BlockingQueue<Talker> ready = new LinkedBlockingQueue<>();
  private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());

  ServerUnderTest(Script script) throws IOException {
    this.listening = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
    this.script = script;
    serveMore();
  }

  /** By one thread more; then the order in which connections came is not that of the next ones. */
  void serveMore() {
    Thread thread = new Thread(this::serve, "server under test");
    thread.setDaemon(true);
    thread.start();
  }

  /** As QEMU is without a password. */
  static ServerUnderTest ofToday() throws IOException {
    return new ServerUnderTest(ServerUnderTest::handshake);
  }

  static void handshake(Talker proxy) throws IOException {
    proxy.sayText("RFB 003.008\n");
    proxy.hears("524642203030332e3030380a");
    proxy.say("0101");
    proxy.hears("01");
    proxy.say("00000000");
  }

  /** One that says what is not expected of it, and then nothing more. */
  static ServerUnderTest saying(String... hex) throws IOException {
    return new ServerUnderTest(
        proxy -> {
          for (String one : hex) {
            proxy.say(one);
          }
        });
  }

  int port() {
    return listening.getLocalPort();
  }

  private void serve() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        Talker proxy = new Talker(socket);
        script.talk(proxy);
        ready.add(proxy);
      } catch (IOException e) {
        // closed, or a proxy that left as it should
        Thread.onSpinWait();
      }
    }
  }

  /** The next connection for which the script is over. */
  Talker next() throws InterruptedException {
    Talker found = ready.poll(20, TimeUnit.SECONDS);
    if (found == null) {
      throw new AssertionError("nobody came");
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : List.copyOf(open)) {
      socket.close();
    }
  }
}
