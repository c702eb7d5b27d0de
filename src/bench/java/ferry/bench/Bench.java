package ferry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs scenarios against servers in turn, round after round, each round in another order, and prints the table.
 *
 * <p>{@code Bench make HOME} makes the files; {@code Bench table RESULTS} prints the table of a file of results;
 * {@code Bench run --home HOME --results FILE [--scenarios a,b] [--rounds 3] [--seconds 2] [--verify] SERVER...} measures.
 */
public final class Bench {
    private static final double WARM_UP_SECONDS = 3;

    private Path home = Path.of("");
    private Path results = Path.of("results.jsonl");
    private int rounds = 3;
    private double seconds = 2;
    private boolean verify;
    private List<String> names = List.copyOf(Scenario.all().keySet());
    private final List<Server> servers = new ArrayList<>();

    private Bench() {}

    /** Runs a command line. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String command = arguments.length == 0 ? "" : arguments[0];
        switch (command) {
            case "make" -> Content.make(Path.of(arguments[1]));
            case "table" -> System.out.print(Table.of(Path.of(arguments[1])));
            case "names" -> Scenario.all().keySet().forEach(System.out::println);
            case "run" -> {
                var bench = new Bench();
                bench.read(arguments);
                bench.measure();
            }
            default -> {
                System.err.println("make HOME, names, table RESULTS, or run --home HOME --results FILE SERVER...");
                System.exit(2);
            }
        }
    }

    private void read(String... arguments) {
        for (int i = 1; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--home" -> home = Path.of(arguments[++i]);
                case "--results" -> results = Path.of(arguments[++i]);
                case "--rounds" -> rounds = Integer.parseInt(arguments[++i]);
                case "--seconds" -> seconds = Double.parseDouble(arguments[++i]);
                case "--scenarios" -> names = chosen(arguments[++i]);
                case "--verify" -> verify = true;
                default -> servers.add(Server.parse(arguments[i]));
            }
        }
    }

    /** Names, or beginnings of names: {@code small} is all rows of small files. */
    private static List<String> chosen(String text) {
        var chosen = new ArrayList<String>();
        for (String word : text.split("[, ]+", -1)) {
            var found = Scenario.all().keySet().stream()
                    .filter(name -> name.equals(word) || name.startsWith(word + "-"))
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException("there is no scenario \"" + word + "\"");
            }
            chosen.addAll(found);
        }
        return chosen;
    }

    private void measure() throws IOException, InterruptedException {
        var terms = new Scenario.Terms(home, seconds, verify);
        var warmUp = new Scenario.Terms(home, Math.min(seconds, WARM_UP_SECONDS), false);
        for (String name : names) {
            var scenario = Scenario.all().get(name);
            if (scenario.kind() != Scenario.Kind.IDLE) {
                for (var server : servers) {
                    run(scenario, server, warmUp);
                }
            }
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < servers.size(); i++) {
                    var server = servers.get((i + round) % servers.size());
                    String line = run(scenario, server, terms).json(name, server.name(), round + 1);
                    Files.writeString(results, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            }
            System.err.println("measured " + name);
        }
        System.out.print(Table.of(results));
    }

    private static Result run(Scenario scenario, Server server, Scenario.Terms terms) throws InterruptedException {
        try {
            return scenario.run(server, terms);
        } catch (IOException | RuntimeException e) {
            return new Result("", Double.NaN, Double.NaN, "", Map.of(), 1, String.valueOf(e.getMessage()));
        }
    }
}
