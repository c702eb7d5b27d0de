package ferry.server;

import static ferry.protocol.ReplyCode.SERVICE_NOT_AVAILABLE;
import static ferry.protocol.ReplyCode.SERVICE_READY;

import com.google.common.base.CharMatcher;
import ferry.command.Dispatcher;
import ferry.data.ConnectionDtp;
import ferry.data.DataConnectionException;
import ferry.data.Dtp;
import ferry.data.Transfer;
import ferry.guard.CommandPace;
import ferry.protocol.Escaped;
import ferry.protocol.ForeignProtocol;
import ferry.protocol.NameCoding;
import ferry.protocol.Reply;
import ferry.session.Connections;
import ferry.session.ControlLayer;
import ferry.session.ProtocolInterpreter;
import ferry.session.Session;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A control connection: the server's protocol interpreter of RFC 959. Lines in, replies out.
 *
 * <p>One virtual thread reads lines and carries them out. When a command is about to wait for its data connection, its
 * thread passes the reading on to a new virtual thread (see {@link #passOn}) and finishes the command itself. The new
 * reader serves STAT and NOOP meanwhile; all else waits in {@link Turns}, so that replies come in the order of the commands.
 * ABOR waits like the others, but cuts the transfer as soon as it is read. So a small transfer needs no second thread, and
 * a handler is straight code from top to bottom. The reader of the day also ends the session.
 */
final class ControlConnection implements ProtocolInterpreter, Connections.Drainable, SilenceWatch.Watched {
    private static final Logger LOG = LogManager.getLogger(ControlConnection.class);
    private static final CharMatcher BLANKS = CharMatcher.whitespace();
    private static final int LOOKS = 2; // at the first the reader may be held up by the JVM, which loads a class
    private static final long LONGEST_LOOK_NANOS = 1_000_000_000; // on a machine that is very busy

    private final FtpService service;
    private final ControlChannel channel;
    private final Session session;
    private final Turns turns = new Turns();
    private volatile Thread reader = Thread.currentThread();
    private volatile boolean quitting;
    private volatile boolean closing;
    private volatile boolean draining;
    private volatile boolean kicked;
    private volatile boolean stopped;
    private volatile String farewell = "The server is stopping";
    private volatile boolean executing;
    private volatile boolean marked; // the command that is carried out has sent its preliminary reply
    private volatile boolean gone; // nothing is read any more
    private final Answers answers;
    private final Silence silence;
    private final LayerSwitch layers;
    private final BeforeLogin beforeLogin;
    private final Optional<CommandPace> pace;

    /** For this socket, which it owns from now on; made by the thread that is going to read it. */
    ControlConnection(FtpService service, Socket socket, Session.Peers peers) {
        this.service = service;
        channel = new ControlChannel(socket);
        session = new Session(peers, this, service.services());
        answers = new Answers(channel, session, () -> closing = true);
        silence = new Silence(session, service.settings().loginTimeout());
        layers = new LayerSwitch(
                channel, session, silence, service.services().data().settings().openTimeout());
        var guard = service.services().guard();
        beforeLogin = new BeforeLogin(guard, peers.client().getAddress(), this::dismiss);
        pace = guard.commandPace();
    }

    /** Greets, and serves the client till the end of the session or till another thread has taken over the reading. */
    void serve() {
        service.services().data().stalls().add(channel.watched());
        service.connections().add(this);
        session.tagThread();
        if (session.protection().implicit() && !beginProtected()) {
            end();
            return;
        }
        service.silences().add(this); // a handshake has a limit of its own
        answers.say(new Reply(SERVICE_READY, session.host().welcome()));
        read();
    }

    private boolean beginProtected() {
        try {
            layers.ask(ControlLayer.PROTECTED);
            return layers.go();
        } catch (RuntimeException | Error e) { // of this session, never of the daemon
            LOG.error("the session ends by a fault", e);
            return false;
        }
    }

    private void readOn() {
        session.tagThread();
        read();
    }

    /** Reads lines until the session ends, or until this thread is not the reader any more. */
    private void read() {
        try {
            boolean reading = true;
            while (reading && !closing) {
                reading = take(channel.next(NameCoding.UTF_8));
                if (!Thread.currentThread().equals(reader)) {
                    return;
                }
            }
        } catch (RuntimeException | Error e) { // of this session, never of the daemon
            LOG.error("the session ends by a fault", e);
        }
        if (!quitting) {
            gone = true;
            turns.clear();
            session.transfer().ifPresent(Transfer::abort); // RFC 959, section 3.2
        }
        turns.awaitFree();
        end();
    }

    /** Takes what came; false when nothing more is to be read. */
    private boolean take(LineReader.Input input) {
        return switch (input) {
            case LineReader.Input.Line(String text) -> take(text);
            case LineReader.Input.Other.TOO_LONG -> queue(Dispatcher.Line.TOO_LONG);
            case LineReader.Input.Other.TLS -> {
                LOG.warn("a TLS handshake where none is to begin; closed");
                yield false;
            }
            case LineReader.Input.Other.END -> false;
        };
    }

    /** Takes a line; false when nothing more is to be read. */
    private boolean take(String received) {
        String text = BLANKS.trimLeadingFrom(received); // no verb begins with one, so they can mean nothing else
        if (text.isEmpty()) {
            return true; // some clients and NAT devices send CR LF to keep the connection; others ignore it too
        }
        if (ForeignProtocol.speaks(text)) {
            LOG.warn("not FTP: \"{}\"; closed", Escaped.text(text));
            answers.say(Reply.of(SERVICE_NOT_AVAILABLE, "This is an FTP server; closing the connection"));
            return false;
        }
        var line = Dispatcher.Line.of(text);
        if (service.dispatcher().switchesLayer(session, line) && !layers.await(turns)) {
            return false;
        }
        boolean meanwhile = turns.taken() && !turns.waiting() && marked;
        if (meanwhile && service.dispatcher().meanwhile(line)) {
            keepPace();
            answers.say(service.dispatcher().dispatchMeanwhile(session, line));
            return true;
        }
        return queue(line);
    }

    /** Carries a line out in its turn; false when nothing more is to be read. */
    private boolean queue(Dispatcher.Line line) {
        return switch (turns.queue(line)) {
            case FREE -> {
                carryOut(line);
                if (!Thread.currentThread().equals(reader)) {
                    goOn();
                }
                yield true;
            }
            case WAITS -> {
                if (service.dispatcher().aborts(line)) {
                    session.transfer().ifPresent(Transfer::abort);
                }
                if (marked) {
                    answerMeanwhile();
                }
                quitting = line.verb().equalsIgnoreCase("QUIT"); // the end of the transfer is awaited, RFC 959, 4.1.1
                yield !quitting;
            }
            case FULL -> {
                LOG.warn("too many commands wait for the end of a transfer; closed");
                answers.say(Reply.of(SERVICE_NOT_AVAILABLE, "Too many commands wait; closing the connection"));
                yield false;
            }
        };
    }

    /** Carries out the lines that have waited for the end of a transfer, then gives the session back to the reader. */
    private void goOn() {
        for (var line = turns.next(); line.isPresent(); line = turns.next()) {
            if (!closing) {
                carryOut(line.get());
            }
        }
        endWhenDraining();
        if (closing) {
            channel.close(); // wakes the reader, which ends the session
        }
    }

    /**
     * The line as the client means it. It was read as UTF-8, which keeps all bytes, since a command that waited before it
     * may have changed the charset.
     */
    private Dispatcher.Line inItsCharset(Dispatcher.Line line) {
        var coding = session.charset().begin();
        return coding.equals(NameCoding.UTF_8)
                ? line
                : new Dispatcher.Line(line.verb(), coding.decode(NameCoding.UTF_8.encode(line.argument())));
    }

    private void carryOut(Dispatcher.Line line) {
        keepPace();
        executing = true;
        marked = false;
        boolean loggedIn = session.loggedIn();
        if (!beforeLogin.admits(loggedIn)) {
            LOG.warn("too many commands without a login; closed");
            answers.say(Reply.of(SERVICE_NOT_AVAILABLE, "Too many commands without a login; closing the connection"));
            closing = true;
        } else if (!draining) {
            try {
                var reply = service.dispatcher().dispatch(session, inItsCharset(line));
                session.refused().count(line.verb(), line.argument(), reply);
                marked = false; // what is read behind this reply is about what comes after it
                if (loggedIn != session.loggedIn()) {
                    loggedInOrOut(); // before the reply: who has read 230 is not in the lobby any more
                }
                answer(reply);
                if (!layers.go()) {
                    closing = true;
                }
            } catch (RuntimeException | Error e) { // of this session, never of the daemon
                LOG.error("the session ends by a fault", e);
                closing = true;
            }
            session.transferEnded();
        }
        silence.broken();
        executing = false;
        endWhenDraining();
    }

    private void loggedInOrOut() {
        if (!session.loggedIn()) {
            silence.awaitsLogin();
        }
        beforeLogin.changed(session.loggedIn());
    }

    private void keepPace() {
        if (pace.isPresent()) {
            answers.flush();
            pace.get().await();
        }
    }

    // ---- what the session asks of the protocol interpreter

    @Override
    public void mark(Reply preliminary) throws IOException {
        try {
            channel.keep(preliminary, session.coding()); // a small file is often sent by now
        } catch (IOException e) {
            throw new DataConnectionException("the client is gone", e);
        }
        marked = true;
        answerMeanwhile();
        if (gone || closing || kicked || turns.anyWaits(service.dispatcher()::aborts)) {
            session.cutTransfer(ended()); // it was not yet there to be seen when it was to be cut
        }
    }

    /** Answers what came while the preliminary reply was on its way, and need not wait for the end. Safe for all threads. */
    private void answerMeanwhile() {
        for (var line = nextMeanwhile(); line.isPresent(); line = nextMeanwhile()) {
            answers.say(service.dispatcher().dispatchMeanwhile(session, line.get()));
        }
    }

    private Optional<Dispatcher.Line> nextMeanwhile() {
        return turns.next(service.dispatcher()::meanwhile);
    }

    /** Answers a restart marker, on the thread that moves the bytes. */
    private void markMeanwhile(Reply preliminary) throws IOException {
        session.tagThread();
        mark(preliminary);
        answers.flush();
    }

    @Override
    public Dtp dtp(Session owner) {
        var carrier = Thread.currentThread();
        boolean patient = carrier.equals(reader) && !session.protection().commandsProtected() && !channel.hasMore();
        var interpreter =
                new ConnectionDtp.Interpreter(() -> passOn(carrier), answers::flush, patient, this::markMeanwhile);
        return new ConnectionDtp(service.services().data(), owner.terms(), interpreter);
    }

    /** While this thread reads, it looks itself; another one reads when commands came, among which may be an ABOR. */
    @Override
    public boolean clientGone() {
        var self = Thread.currentThread();
        boolean silent = session.transfer().filter(Transfer::silent).isPresent();
        if (self.equals(reader) && !session.protection().commandsProtected()) {
            switch (channel.glance()) {
                case END -> gone = true;
                case MORE -> passOn(self);
                case NOTHING -> {
                    if (silent) {
                        passOn(self); // for the news that may be on its way
                    }
                }
            }
        }
        return gone || (!self.equals(reader) && readerSeesEnd());
    }

    /**
     * Makes the reader look at once whether the client has closed. It sleeps in a read; woken, it reads again, and is
     * either through with the end of the connection or asleep again when this is over.
     */
    @SuppressWarnings("ThreadPriorityCheck") // the other thread may need this one's carrier
    private boolean readerSeesEnd() {
        var other = reader;
        long latest = System.nanoTime() + LONGEST_LOOK_NANOS;
        for (int look = 0; look < LOOKS; look++) {
            LockSupport.unpark(other);
            while (!gone && !quitting && !asleep(other) && System.nanoTime() < latest) {
                Thread.yield();
            }
        }
        return gone;
    }

    /** Whether the reader waits for the client, and not for something else, such as a lock. */
    private boolean asleep(Thread other) {
        return channel.receiving() && other.getState() != Thread.State.RUNNABLE;
    }

    @Override
    public void closeAfterReply() {
        closing = true;
    }

    @Override
    public void switchAfterReply(ControlLayer next) {
        layers.ask(next);
    }

    @Override
    public void standAside(Thread carrier) {
        marked = true;
        passOn(carrier);
    }

    @Override
    public boolean ending() {
        return gone || closing;
    }

    /** Passes the reading of this connection on to a new thread, if it is this one's. */
    private void passOn(Thread carrier) {
        answers.flush();
        if (carrier.equals(reader)) {
            turns.take();
            reader = Thread.ofVirtual().unstarted(this::readOn);
            reader.start();
        }
    }

    // ---- the end

    /** Sends the final reply to a command; together with the next one, when that command is there already. */
    private void answer(Reply reply) {
        if (reply.code() == SERVICE_NOT_AVAILABLE || !Thread.currentThread().equals(reader) || layers.asked()) {
            answers.say(reply);
        } else {
            answers.keep(reply);
        }
    }

    /**
     * Says 421, once, when the daemon is stopping; true when it was this call that did. A thread that carries out a
     * command asks after it has cleared the flags that {@link #drain} looks at, so one of the two always sees the other.
     */
    private boolean endWhenDraining() {
        return draining && sayFarewell(farewell);
    }

    /** Says 421, once, unless the connection ends already; true when it was this call that did. */
    private boolean sayFarewell(String text) {
        if (closing || !answers.farewell(Reply.of(SERVICE_NOT_AVAILABLE, text))) {
            return false;
        }
        closing = true;
        return true;
    }

    /** Ends a session in which nothing happens. Called from outside. */
    private void dismiss(String reason) {
        if (channel.switching() || sayFarewell(reason)) { // else its own thread is about to end it
            closing = true;
            channel.close();
        }
    }

    @Override
    public boolean silentTooLong() {
        return !executing && silence.tooLong(turns.taken());
    }

    @Override
    public void endSilent() {
        session.tagThread();
        dismiss("Idle for too long; closing the connection");
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public void drain() {
        draining = true;
        if (!executing && !turns.taken() && endWhenDraining()) {
            channel.close();
        }
    }

    @Override
    public void kick(String reason) {
        farewell = reason;
        kicked = true;
        session.cutTransfer(Transfer.Cut.KICKED);
        drain();
    }

    @Override
    public void cut() {
        stopped = true;
        closing = true;
        session.cutTransfer(ended());
        channel.close();
    }

    /** By whom a transfer is cut. */
    private Transfer.Cut ended() {
        return kicked ? Transfer.Cut.KICKED : stopped ? Transfer.Cut.STOPPED : Transfer.Cut.ABORTED;
    }

    private void end() {
        answers.flush();
        channel.close();
        session.protection().tell();
        LOG.info("session ended");
        session.close();
        beforeLogin.close();
        service.services().data().stalls().remove(channel.watched());
        service.limits().leave(session.peers().client().getAddress());
        service.silences().remove(this);
        service.connections().remove(this);
    }
}
