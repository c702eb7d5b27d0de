package ferry.admin;

import com.google.common.base.Ascii;
import com.google.common.primitives.Longs;
import com.google.gson.JsonObject;
import ferry.guard.Ban;
import ferry.guard.Guard;
import ferry.guard.Lifting;
import ferry.protocol.Escaped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Bans by the administrator, which hold at once, and their end.
 *
 * @param guard who may knock
 * @param visitors who is here
 * @param clock tells the time
 */
record Banning(Guard guard, Visitors visitors, Clock clock) {
    private static final int LONGEST_REASON = 256;
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Bans an address or a network, and ends the sessions that it has, unless they are to go on. */
    JsonObject ban(Request request) throws RefusedException {
        var network = Visitors.network(request.argument("address").orElse(""));
        var until = clock.instant().plus(time(request)).truncatedTo(ChronoUnit.SECONDS);
        String why = request.argument("reason").orElse("by the administrator");
        var ban = new Ban(network, until, 0, Ascii.truncate(Escaped.text(why), LONGEST_REASON, "..."));
        change(Ban.making(ban));
        List<String> kicked = request.flag("keep-sessions")
                ? List.of()
                : visitors.kick(
                        session -> {
                            var client = session.peers().client().getAddress();
                            return network.contains(client) && !guard.trusts(client);
                        },
                        Optional.of("Your address is banned"));
        var answer = Json.object();
        answer.addProperty("network", network.toString());
        answer.addProperty("until", until.toString());
        answer.addProperty("trusted", guard.trusts(network.address()));
        answer.add("kicked", Json.texts(kicked));
        return answer;
    }

    private Duration time(Request request) throws RefusedException {
        var word = request.argument("seconds");
        if (word.isEmpty()) {
            return guard.banTime();
        }
        return Optional.ofNullable(Longs.tryParse(word.get()))
                .filter(seconds -> seconds > 0 && seconds <= LONGEST.toSeconds())
                .map(Duration::ofSeconds)
                .orElseThrow(() ->
                        new RefusedException("seconds: a number from 1 to " + LONGEST.toSeconds() + " is needed"));
    }

    /** Ends the bans that an address is under, or all. */
    JsonObject lift(Request request) throws RefusedException {
        var address = request.argument("address");
        if (address.isPresent() == request.flag("all")) {
            throw new RefusedException("lift needs an address, or all");
        }
        var lifting = address.isEmpty() ? Lifting.all() : Lifting.of(List.of(Visitors.network(address.get())));
        change(lifting);
        if (!lifting.missed().isEmpty()) {
            throw new RefusedException(lifting.missed().getFirst() + " is not banned");
        }
        var answer = Json.object();
        answer.add(
                "lifted",
                Json.texts(lifting.lifted().stream()
                        .map(ban -> ban.network().toString())
                        .toList()));
        return answer;
    }

    private void change(ferry.guard.BanFile.Edit edit) throws RefusedException {
        try {
            guard.change(edit);
        } catch (IOException e) {
            throw new RefusedException("ban.file: " + Escaped.text(e.toString()));
        }
    }
}
