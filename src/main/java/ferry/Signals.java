package ferry;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import org.apache.logging.log4j.LogManager;

/**
 * The signals of the system. Java has them outside of its API only ({@code sun.misc.Signal}), so they are asked for by name, and
 * may be missing: then SIGTERM ends the JVM in its own way, which drains as well.
 */
final class Signals {
    private Signals() {}

    /** Lets this hear a signal, such as HUP, each time on a thread of its own; false where that cannot be. */
    static boolean hear(String name, Runnable action) {
        try {
            var lookup = MethodHandles.publicLookup();
            var signal = lookup.findClass("sun.misc.Signal");
            var handler = lookup.findClass("sun.misc.SignalHandler");
            var handle = lookup.findStatic(signal, "handle", methodType(handler, signal, handler));
            var made = lookup.findConstructor(signal, methodType(void.class, String.class));
            Object ours = MethodHandleProxies.asInterfaceInstance(handler, taking(signal, action));
            handle.invoke(made.invoke(name), ours);
            return true;
        } catch (Throwable e) { // such as IllegalArgumentException under -Xrs
            LogManager.getLogger(Signals.class).warn("SIG{} is not heard: {}", name, e.toString());
            return false;
        }
    }

    private static MethodHandle taking(Class<?> signal, Runnable action) throws ReflectiveOperationException {
        var run = MethodHandles.publicLookup()
                .findVirtual(Runnable.class, "run", methodType(void.class))
                .bindTo(action);
        return MethodHandles.dropArguments(run, 0, signal);
    }
}
