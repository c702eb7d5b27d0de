package ferry.bench;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one run has shown.
 *
 * @param unit of the value
 * @param value what the row compares; not a number where nothing came of it
 * @param cpu the server's CPU seconds for each {@code cpuUnit}
 * @param cpuUnit what the CPU time is told of
 * @param more other figures
 * @param errors how many clients failed
 * @param firstError why the first one did
 */
record Result(
        String unit,
        double value,
        double cpu,
        String cpuUnit,
        Map<String, Double> more,
        int errors,
        String firstError) {
    /** A line of JSON. */
    String json(String scenario, String server, int round) {
        var numbers = new TreeMap<String, Double>(more);
        numbers.put("value", value);
        numbers.put("cpu", cpu);
        return "{\"scenario\":\"%s\",\"server\":\"%s\",\"round\":%d,\"unit\":\"%s\",\"cpu_unit\":\"%s\",%s,\"errors\":%d,\"first_error\":\"%s\"}"
                .formatted(
                        scenario,
                        server,
                        round,
                        unit,
                        cpuUnit,
                        numbers.entrySet().stream()
                                .map(entry -> "\"" + entry.getKey() + "\":" + number(entry.getValue()))
                                .collect(Collectors.joining(",")),
                        errors,
                        firstError.replaceAll("[\\\\\"\\p{Cntrl}]", " "));
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : "null";
    }
}
