package ferry.hook;

import java.nio.file.Path;

/** Delivers events, on the thread that asks; an interrupt ends an attempt. */
final class Deliveries implements AutoCloseable {
    private final Programs programs;
    private final Posts posts = new Posts();

    /** The files that programs are given are in the one folder, and programs work in the other. */
    Deliveries(Path running, Path base) {
        programs = new Programs(running, base);
    }

    /** Makes one attempt. */
    Outcome deliver(Attempt attempt) throws InterruptedException {
        return switch (attempt.rule().action()) {
            case Action.Run run -> programs.run(run.command(), attempt);
            case Action.Post post -> posts.post(post, attempt);
        };
    }

    @Override
    public void close() {
        posts.close();
    }
}
