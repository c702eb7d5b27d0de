package ferry.unit.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ferry.data.Buffers;
import java.util.stream.Stream;
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

    @Test
    void areWideForAFewUploads() {
        var buffers = new Buffers(1);
        var wide = Stream.generate(buffers::borrowWide).limit(16).toList();
        wide.forEach(each -> assertEquals(1024 * 1024, each.remaining()));

        var next = buffers.borrowWide();
        assertEquals(256 * 1024, next.remaining());
        assertEquals(16 * 1024, buffers.borrowWide().remaining());

        buffers.giveBack(wide.getFirst());
        assertSame(wide.getFirst(), buffers.borrowWide());
        buffers.giveBack(next);
        assertSame(next, buffers.borrow());
    }
}
