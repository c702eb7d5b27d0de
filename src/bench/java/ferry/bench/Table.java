package ferry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Markdown of the lines of JSON that the runs have left: medians over the rounds, the leader of a row in bold. */
final class Table {
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":(?:\"([^\"]*)\"|([^,}]*))");
    private static final Set<String> LOW = Set.of("s", "KiB/session");

    private final Map<String, Map<String, List<Map<String, String>>>> runs = new LinkedHashMap<>();
    private final Set<String> servers = new LinkedHashSet<>();

    private Table(List<String> lines) {
        for (String line : lines) {
            var fields = new LinkedHashMap<String, String>();
            Matcher matcher = FIELD.matcher(line);
            while (matcher.find()) {
                fields.put(
                        matcher.group(1), Optional.ofNullable(matcher.group(2)).orElseGet(() -> matcher.group(3)));
            }
            servers.add(fields.getOrDefault("server", "?"));
            runs.computeIfAbsent(fields.getOrDefault("scenario", "?"), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(fields.getOrDefault("server", "?"), _ -> new ArrayList<>())
                    .add(fields);
        }
    }

    /** Makes the table of a file of results. */
    static String of(Path results) throws IOException {
        return new Table(Files.readAllLines(results)).markdown();
    }

    private String markdown() {
        var text = new StringBuilder("| scenario | unit [CPU-s per] |");
        servers.forEach(server -> text.append(' ').append(server).append(" |"));
        text.append("\n|---|---|").append("---|".repeat(servers.size())).append('\n');
        runs.forEach((scenario, byServer) -> row(text, scenario, byServer));
        return text.toString();
    }

    private void row(StringBuilder text, String scenario, Map<String, List<Map<String, String>>> byServer) {
        var first = byServer.values().iterator().next().getFirst();
        String unit = first.getOrDefault("unit", "");
        var values = new LinkedHashMap<String, Double>();
        byServer.forEach((server, all) -> median(all, "value").ifPresent(value -> values.put(server, value)));
        var best = LOW.contains(unit)
                ? values.values().stream().min(Double::compare)
                : values.values().stream().max(Double::compare);
        text.append("| %s | %s [%s] |".formatted(scenario, unit, first.getOrDefault("cpu_unit", "")));
        for (String server : servers) {
            var all = byServer.getOrDefault(server, List.of());
            text.append(' ')
                    .append(cell(all, Optional.ofNullable(values.get(server)), best))
                    .append(" |");
        }
        text.append('\n');
    }

    private static String cell(List<Map<String, String>> all, Optional<Double> value, Optional<Double> best) {
        if (value.isEmpty()) {
            return all.stream()
                    .map(run -> run.getOrDefault("first_error", ""))
                    .filter(error -> !error.isEmpty())
                    .findFirst()
                    .map(error -> "fails: " + error)
                    .orElse("not run");
        }
        String figure = figure(value.get());
        var text = new StringBuilder(value.equals(best) ? "**" + figure + "**" : figure);
        median(all, "cpu")
                .ifPresent(cpu -> text.append(" [").append(figure(cpu)).append(']'));
        median(all, "p50_us")
                .ifPresent(half -> text.append(" p50 %s / p99 %s us"
                        .formatted(figure(half), figure(median(all, "p99_us").orElse(Double.NaN)))));
        int errors = all.stream()
                .mapToInt(run -> Integer.parseInt(run.getOrDefault("errors", "0")))
                .sum();
        return errors == 0
                ? text.toString()
                : text.append(" (").append(errors).append(" errors)").toString();
    }

    private static Optional<Double> median(List<Map<String, String>> all, String field) {
        var values = all.stream()
                .map(run -> run.getOrDefault(field, "null"))
                .filter(value -> !value.equals("null"))
                .map(Double::valueOf)
                .sorted()
                .toList();
        int half = values.size() / 2;
        if (values.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(values.size() % 2 == 1 ? values.get(half) : (values.get(half - 1) + values.get(half)) / 2);
    }

    private static String figure(double value) {
        String format = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.3g";
        return String.format(Locale.ROOT, format, value);
    }
}
