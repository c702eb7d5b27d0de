package ferry.unit.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.data.Buffers;
import org.junit.jupiter.api.Test;

/** The buffers of transfers. */
final class BuffersTest {
    @Test
    void areLargeAndOutsideOfTheHeap() {
        var buffer = new Buffers().borrow();

        assertTrue(buffer.isDirect());
        assertEquals(256 * 1024, buffer.remaining());
    }

    @Test
    void areUsedAgain() {
        var buffers = new Buffers();
        var buffer = buffers.borrow();
        buffer.put((byte) 1).flip();

        buffers.giveBack(buffer);

        assertSame(buffer, buffers.borrow());
        assertEquals(256 * 1024, buffer.remaining());
    }

    @Test
    void areForOneAtATime() {
        var buffers = new Buffers();

        assertNotSame(buffers.borrow(), buffers.borrow());
    }

    @Test
    void areSmallWhenTooManyAreLent() {
        var buffers = new Buffers(2);
        var first = buffers.borrow();
        buffers.borrow();

        var third = buffers.borrow();
        assertFalse(third.isDirect());
        assertEquals(16 * 1024, third.remaining());

        buffers.giveBack(third);
        assertFalse(buffers.borrow().isDirect());
        buffers.giveBack(first);
        assertTrue(buffers.borrow().isDirect());
    }
}
