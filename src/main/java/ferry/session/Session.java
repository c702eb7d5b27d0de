package ferry.session;

import ferry.data.ConnectionDtp;
import ferry.data.DataPort;
import ferry.data.Dtp;
import ferry.data.PassiveDoor;
import ferry.data.Transfer;
import ferry.event.Event;
import ferry.event.Kind;
import ferry.file.FileService;
import ferry.file.Progress;
import ferry.protocol.Escaped;
import ferry.protocol.NameCoding;
import ferry.protocol.Pathname;
import ferry.protocol.Reply;
import ferry.protocol.ReplyCode;
import ferry.protocol.ReplyException;
import ferry.protocol.VirtualPath;
import ferry.proxy.Ends;
import ferry.tls.TlsLogin;
import ferry.tls.TlsPolicy;
import ferry.user.User;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;

/**
 * One client's session. Used by one thread at a time: whoever carries out a command borrows it. The exception is
 * {@link #transfer}, which other threads read to cut or to describe what is running.
 */
public final class Session implements AutoCloseable {
    private static final Logger LOG = LogManager.getLogger(Session.class);
    private static final AtomicLong IDS = new AtomicLong();

    private final Peers peers;
    private final ProtocolInterpreter pi;
    private final Services services;
    private final TransferParameters parameters = new TransferParameters();
    private final ClientCharset charset;
    private final Protection protection;
    private final HostChoice hosts;
    private final long began = System.nanoTime();
    private volatile LoginState login = LoginState.Nobody.NOBODY;
    private VirtualPath folder = VirtualPath.ROOT;
    private final Sequence sequence = new Sequence();
    private int loginFailures;
    private volatile String clientProgram = "";
    private final RefusedCommands refused = new RefusedCommands();
    private volatile Activity activity = Activity.idle();
    private volatile Optional<Duration> ownIdleTimeout = Optional.empty();
    private volatile Optional<Transfer> transfer = Optional.empty();
    private boolean moving; // the transfer uses the data port

    /**
     * The two ends of the control connection, and the ports that go with them.
     *
     * @param id names the session in the log
     * @param ends the client's address, and the server's as the client reached it
     * @param ports where this client's passive data connections come in; nothing where the protocol has none
     * @param protection what the listener offers and demands of TLS; nothing where the protocol has none
     */
    public record Peers(String id, Ends ends, Optional<PassiveDoor> ports, Optional<Protection.Terms> protection) {
        /** The client's address. */
        public InetSocketAddress client() {
            return ends.client();
        }

        /** The server's address as the client reached it. */
        public InetSocketAddress server() {
            return ends.server();
        }
    }

    /** Begins a session. */
    public Session(Peers peers, ProtocolInterpreter pi, Services services) {
        this.peers = peers;
        this.pi = pi;
        this.services = services;
        protection = new Protection(services.tls(), peers.protection());
        hosts = new HostChoice(services.hosts());
        charset = new ClientCharset(services.settings().charsets());
    }

    /** A name for a new session, short and unlike all others of this process. */
    public static String newId() {
        return Long.toString(IDS.incrementAndGet(), 36);
    }

    /** The two ends. */
    public Peers peers() {
        return peers;
    }

    /** What all sessions share. */
    public Services services() {
        return services;
    }

    /** What the client has agreed on for data connections and listings. */
    public TransferParameters parameters() {
        return parameters;
    }

    /** How names are encoded on the control connection and in listings. */
    public NameCoding coding() {
        return charset.coding();
    }

    /** The charset of the client's names. */
    public ClientCharset charset() {
        return charset;
    }

    /** What commands leave for those behind them. */
    public Sequence sequence() {
        return sequence;
    }

    /** The host at which the session is. */
    public Host host() {
        return hosts.current();
    }

    /** At which host the session is, and why. */
    public HostChoice hosts() {
        return hosts;
    }

    // ---- protection

    /** How the connections are protected. */
    public Protection protection() {
        return protection;
    }

    /** What is demanded of the connections of the user, or before the login of this listener's. */
    public TlsPolicy policy() {
        return user().map(this::policy).orElse(protection.policy());
    }

    /** What is demanded of the connections of this user. */
    public TlsPolicy policy(User other) {
        return protection.policy(other.tls());
    }

    /** The control connection is protected from now on. The host of the handshake (SNI) is taken, unless HOST was said. */
    public void protect(TlsLogin login) {
        protection.begin(login);
        LOG.info("{}", Escaped.text(login.toString()));
        login.serverName().ifPresent(hosts::take);
    }

    /** Asks that the control connection go through another layer, behind the reply to this command. */
    public void switchAfterReply(ControlLayer next) {
        pi.switchAfterReply(next);
    }

    // ---- login

    /** How far the login is. */
    public LoginState login() {
        return login;
    }

    /** Whether somebody is logged in. */
    public boolean loggedIn() {
        return login instanceof LoginState.LoggedIn;
    }

    /** The user, if somebody is logged in. */
    public Optional<User> user() {
        return login instanceof LoginState.LoggedIn in ? Optional.of(in.user()) : Optional.empty();
    }

    /** Goes to another state of the login; who was logged in is logged out. */
    public void login(LoginState next) {
        if (login instanceof LoginState.LoggedIn before) {
            services.events().publish(new Event.LoggedIn(Instant.now(), Kind.LOGOUT, Actors.of(this), ""));
            before.login().close();
        }
        login = next;
        ownIdleTimeout = Optional.empty();
        if (next instanceof LoginState.LoggedIn in) {
            charset.loggedIn(in.user().charset());
        }
        tagThread();
    }

    /** Lets the user who is logged in store files from now on. */
    public void allowStoring() {
        login = loggedInState().storing();
    }

    /** Whether the user who is logged in may store files as far as an account is needed for it. */
    public boolean mayStore() {
        return login instanceof LoginState.LoggedIn in && in.mayStore();
    }

    /** Puts the session's id, the client's address and the user into the log lines of this thread. */
    public void tagThread() {
        ThreadContext.putAll(Map.of( // at once: the context is copied at each change
                "session",
                peers.id(),
                "client",
                peers.client().getAddress().getHostAddress(),
                "user",
                user().map(User::name).map(Escaped::text).orElse("")));
    }

    /** Counts a wrong password; true when it was one too many. */
    public boolean failLogin() {
        return ++loginFailures >= services.settings().maxLoginFailures();
    }

    /** How many wrong passwords there were. */
    public int loginFailures() {
        return loginFailures;
    }

    /** How long this session may be silent; zero is no limit. Safe for all threads. */
    public Duration idleTimeout() {
        return ownIdleTimeout.orElseGet(this::longestIdleTimeout);
    }

    /** How long the administrator lets this session be silent; zero is no limit. */
    public Duration longestIdleTimeout() {
        return user().flatMap(User::idleTimeout).orElse(services.settings().idleTimeout());
    }

    /** Takes the client's own idea of how long it may be silent, until the next login. */
    public void idleTimeout(Duration own) {
        ownIdleTimeout = Optional.of(own);
    }

    /** Goes back to the state after the greeting: REIN. */
    public void reinitialise() {
        login(LoginState.Nobody.NOBODY);
        hosts.reset();
        reinitialiseProtection();
        parameters.reset();
        charset.reset();
        folder = VirtualPath.ROOT;
        sequence.pending(Pending.None.NONE);
    }

    private void reinitialiseProtection() {
        if (protection.commandsProtected() && !protection.implicit()) {
            switchAfterReply(ControlLayer.CLEAR);
        } else {
            protection.end();
        }
    }

    // ---- files

    /** The files of the user's home; only behind the dispatcher's gate. */
    public FileService files() {
        return loggedInState().files();
    }

    /** Shows another tree of files, from its root on; nothing is the name of the home. */
    public void mount(Optional<String> name, FileService tree) {
        login = loggedInState().mounted(name, tree);
        folder = VirtualPath.ROOT;
    }

    /** The name of what is mounted in place of the home. */
    public Optional<String> mounted() {
        return login instanceof LoginState.LoggedIn in ? in.mount() : Optional.empty();
    }

    private LoginState.LoggedIn loggedInState() {
        if (login instanceof LoginState.LoggedIn in) {
            return in;
        }
        throw new IllegalStateException("nobody is logged in");
    }

    /** The current folder. */
    public VirtualPath folder() {
        return folder;
    }

    /** Makes this the current folder. */
    public void folder(VirtualPath next) {
        folder = next;
    }

    /** What this pathname means in the current folder. */
    public VirtualPath path(Pathname pathname) {
        return folder.resolve(read(pathname));
    }

    /** The pathname in the names that files have, whatever charset and escapes the client has written it in. */
    public Pathname read(Pathname pathname) {
        return charset.read(pathname, each -> Presence.of(folder.resolve(each), files()));
    }

    // ---- transfers

    /** What was agreed on for the next data connection. */
    public ConnectionDtp.Terms terms() {
        var in = loggedInState();
        return new ConnectionDtp.Terms(
                parameters.dataPort(),
                peers.ends().outbound(),
                protection.ofData(policy()),
                parameters.representation(),
                coding(),
                in.up(),
                in.down());
    }

    /** Makes this the source of the next data connection. */
    public void dataPort(DataPort next) {
        parameters.dataPort(next);
    }

    /** Moves bytes by a data transfer process. */
    @FunctionalInterface
    public interface Movement {
        /** Moves them; blocks till the end. */
        void run(Dtp dtp, Transfer transfer) throws IOException, ReplyException;
    }

    /** Ends a transfer that runs, for this reason. Safe for all threads. */
    public void cutTransfer(Transfer.Cut why) {
        transfer().ifPresent(transfer -> transfer.cut(why));
    }

    /** Carries out a movement: sends the preliminary reply, and keeps the transfer in sight for ABOR and STAT meanwhile. */
    public Transfer transfer(Transfer next, Reply preliminary, Movement movement) throws IOException, ReplyException {
        var dtp = pi.dtp(this);
        dtp.prepare();
        transfer = Optional.of(next);
        moving = true;
        try {
            pi.mark(preliminary);
            movement.run(dtp, next);
        } finally {
            protection.renewTicket();
        }
        return next;
    }

    /** What hears how far a movement has come that may take long before it sends a word, and ends it when it is cut. */
    public Progress progress(Transfer running) {
        return new LongWork(running, pi);
    }

    /**
     * Carries out long work on the disk, and keeps it in sight for ABOR and STAT meanwhile as if it were a transfer. Cut,
     * it ends with a DataConnectionException.
     */
    public <T> T work(Transfer next, DiskWork.Body<T> body) throws IOException, ReplyException {
        var work = new DiskWork<>(next, pi, body);
        transfer = Optional.of(next);
        services.data().threads().run(work);
        return work.outcome();
    }

    /** The transfer that is running, or whose last reply has not been sent yet. Safe for all threads. */
    public Optional<Transfer> transfer() {
        return transfer;
    }

    /** Says that the last reply of the transfer has been sent. */
    public void transferEnded() {
        if (transfer.isPresent()) {
            transfer = Optional.empty();
        }
        if (moving) {
            moving = false;
            parameters.dataPort(DataPort.None.NONE); // one data connection a port, RFC 959, section 3.2
        }
    }

    /** Whether the client has closed the control connection by now. */
    public boolean clientGone() {
        return pi.clientGone();
    }

    // ---- the rest

    /** Asks that the connection be closed after the reply to this command. */
    public void closeAfterReply() {
        pi.closeAfterReply();
    }

    /** Ends the session after a reply that says why. */
    public ReplyException closing(ReplyCode code, String text) {
        closeAfterReply();
        return new ReplyException(code, text);
    }

    /** How long ago it began. Safe for all threads. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** What it does now, and since when. Safe for all threads. */
    public Activity activity() {
        return activity;
    }

    /** Says what it does from now on. */
    public void activity(Activity next) {
        activity = next;
    }

    /** What the client says it is: CLNT and CSID. Safe for all threads. */
    public String clientProgram() {
        return clientProgram;
    }

    /** Notes what the client says it is. */
    public void clientProgram(String name) {
        clientProgram = name;
    }

    /** What was refused. */
    public RefusedCommands refused() {
        return refused;
    }

    /** Gives back all that the session holds. */
    @Override
    public void close() {
        services.refusals().tell(clientProgram, refused);
        login(LoginState.Nobody.NOBODY);
        parameters.dataPort(DataPort.None.NONE);
        LOG.debug("session ended");
    }
}
