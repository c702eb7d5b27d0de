package ferry.hook;

import com.google.gson.JsonObject;

/**
 * One attempt to deliver an event.
 *
 * @param rule by which rule
 * @param json the event as one line
 * @param event its fields
 * @param number which attempt, from 1
 */
record Attempt(Rule rule, String json, JsonObject event, int number) {
    /** The text of a field; empty if the event does not have it. */
    String field(String name) {
        return Fields.of(event, name).orElse("");
    }
}
