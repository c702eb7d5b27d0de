package ferry.hook;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** An event on its way to the receiver. Belongs to the thread of its queue. */
final class Task {
    /** Whose turn it is first. */
    static final Comparator<Task> BY_TURN =
            Comparator.comparingLong((Task task) -> task.due).thenComparingLong(task -> task.number);

    private final Journal.Stored stored;
    private final long number;
    private final Ties ties;
    private final List<Task> followers = new ArrayList<>();
    private int waitsFor;
    private int failures;
    private long firstAttempt;
    private long due;

    /** The event that was read as this one; throws a RuntimeException when it is none. */
    Task(Journal.Stored stored, long number) {
        this.stored = stored;
        this.number = number;
        var event = event();
        ties = Ties.of(event);
        Fields.NAMES.forEach(name -> Fields.of(event, name));
    }

    Journal.Stored stored() {
        return stored;
    }

    /** Its fields. */
    JsonObject event() {
        return JsonParser.parseString(stored.json()).getAsJsonObject();
    }

    /** Waits for an earlier one, if both are about the same. */
    void follow(Task earlier) {
        if (ties.bind(earlier.ties)) {
            earlier.followers.add(this);
            waitsFor++;
        }
    }

    /** Whether it waits for no other. */
    boolean free() {
        return waitsFor == 0;
    }

    /** Lets those go that wait for this one; they are free unless they wait for others as well. */
    List<Task> release() {
        followers.forEach(follower -> follower.waitsFor--);
        return followers.stream().filter(Task::free).toList();
    }

    /** When the next attempt is due. */
    long due() {
        return due;
    }

    /** An attempt begins; its number, from 1. */
    int attempt(long now) {
        if (failures == 0) {
            firstAttempt = now;
        }
        return failures + 1;
    }

    /** An attempt has failed. */
    void failed() {
        failures++;
    }

    int failures() {
        return failures;
    }

    long firstAttempt() {
        return firstAttempt;
    }

    /** Tries again at this time. */
    void again(long at) {
        due = at;
    }
}
