package ferry.config;

import static ferry.config.Key.PASSIVE_ADDRESS;
import static ferry.config.Key.PROXY_TRUSTED;
import static ferry.config.Key.TLS_CLOSE_NOTIFY;
import static ferry.config.Key.TLS_DATA_REQUIRED;
import static ferry.config.Key.TLS_REQUIRED;
import static ferry.config.Key.TLS_SESSION_REUSE;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import ferry.data.ToldAddresses;
import ferry.properties.Suggestion;
import ferry.protocol.Endpoint;
import ferry.proxy.Proxies;
import ferry.tls.SessionReuse;
import ferry.tls.TlsPolicy;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads listeners: endpoints separated by commas, and behind each, separated by blanks, what holds for it alone, such as
 * {@code 127.0.0.1:2121 tls.required=true}. Each method throws IllegalArgumentException that says what is wrong.
 *
 * @param tls whether there is TLS
 * @param policy what holds where nothing else is said
 * @param proxies who stands between a listener and its clients where nothing else is said
 * @param addresses what 227 tells where nothing else is said
 */
record ListenerReader(boolean tls, TlsPolicy policy, Proxies proxies, ToldAddresses addresses) {
    private static final List<Key> OPTIONS = List.of(
            TLS_REQUIRED, TLS_DATA_REQUIRED, TLS_SESSION_REUSE, TLS_CLOSE_NOTIFY, PROXY_TRUSTED, PASSIVE_ADDRESS);

    /** The listeners whose clients begin without TLS. */
    List<ListenerConfig> clear(String text) {
        return Readers.list(text).stream().map(part -> listener(part, false)).toList();
    }

    /** The listeners whose clients begin with TLS. */
    List<ListenerConfig> implicit(String text) {
        if (!tls && !text.isEmpty()) {
            throw new IllegalArgumentException(TlsReader.NEEDS_TLS);
        }
        return Readers.list(text).stream().map(part -> listener(part, true)).toList();
    }

    private ListenerConfig listener(String text, boolean implicit) {
        var words = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings().splitToList(text);
        var endpoint = Endpoint.parse(words.getFirst());
        Map<Key, String> said = new EnumMap<>(Key.class);
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            var option = option(word, equals);
            if (said.put(option, word.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(option.text() + " is said twice for " + endpoint);
            }
        }
        var exceptions = exceptions(said);
        if (implicit && !exceptions.required().orElse(true)) {
            throw new IllegalArgumentException(
                    "tls.required=false cannot be for " + endpoint + ": its clients begin with TLS");
        }
        var own = policy.with(exceptions);
        return new ListenerConfig(
                endpoint,
                implicit,
                implicit ? new TlsPolicy(true, own.dataRequired(), own.sessionReuse(), own.closeNotify()) : own,
                value(said, PROXY_TRUSTED, Readers::proxies, _ -> false).orElse(proxies),
                value(said, PASSIVE_ADDRESS, ToldAddresses::parse, _ -> false).orElse(addresses));
    }

    private static Key option(String word, int equals) {
        if (equals < 0) {
            throw new IllegalArgumentException("commas stand between endpoints, and behind an endpoint settings such as"
                    + " tls.required=true, not \"" + word + "\"");
        }
        String name = word.substring(0, equals);
        return OPTIONS.stream()
                .filter(key -> key.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Suggestion.unknown(
                        "setting of a listener",
                        name,
                        OPTIONS.stream().map(Key::text).toList())));
    }

    private TlsPolicy.Exceptions exceptions(Map<Key, String> said) {
        return new TlsPolicy.Exceptions(
                value(said, TLS_REQUIRED, Readers::flag, required -> required),
                value(said, TLS_DATA_REQUIRED, Readers::flag, required -> required),
                value(said, TLS_SESSION_REUSE, TlsReader::sessionReuse, reuse -> reuse == SessionReuse.REQUIRE),
                value(said, TLS_CLOSE_NOTIFY, TlsReader::closeNotify, _ -> false));
    }

    private <T> Optional<T> value(
            Map<Key, String> said, Key key, Function<String, T> reader, Function<T, Boolean> needsTls) {
        var text = said.get(key);
        if (text == null) {
            return Optional.empty();
        }
        try {
            T value = reader.apply(text);
            if (!tls && needsTls.apply(value)) {
                throw new IllegalArgumentException(TlsReader.NEEDS_TLS);
            }
            return Optional.of(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key.text() + ": " + e.getMessage(), e);
        }
    }
}
