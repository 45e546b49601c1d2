package io.synnefo.vncauthproxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PumpTest {
  private final BufferPool pool = new BufferPool(1);
  private final ArrayDeque<ByteBuffer> lent = new ArrayDeque<>();

  /** Nothing is there to be read yet (0), or nothing will be any more (-1). */
  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void aBufferThatWasGivenBackIsNotTouchedAnyMore(int read) throws Exception {
    assertFalse(new Pump(silent(read), silent(read), pool).move());
    ByteBuffer given = Objects.requireNonNull(lent.poll());
    assertEquals(BufferPool.BYTES, given.limit(), "it is another's to fill");
    assertSame(given, pool.take());
  }

  private Stream silent(int read) {
    return (Stream)
        Proxy.newProxyInstance(
            Stream.class.getClassLoader(),
            new Class<?>[] {Stream.class},
            (self, method, arguments) -> {
              lent.add((ByteBuffer) arguments[0]);
              return read;
            });
  }
}
