package ferry.command;

import static ferry.protocol.ReplyCode.HELP_MESSAGE;
import static ferry.protocol.ReplyCode.NOT_IMPLEMENTED;

import com.google.common.base.Splitter;
import com.google.common.collect.Lists;
import ferry.protocol.Reply;
import ferry.protocol.ReplyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What HELP tells: how each verb is written, from its row, and what it does, from here. RFC 959, section 4.1.3. */
final class Manual {
    private static final int VERBS_A_LINE = 8;

    private static final Map<String, String> LINES = read("""
            HOST          Chooses one of the hosts of this server, before USER
            USER          Names the user who logs in
            PASS          Gives the password of the user
            ACCT          Gives the account of users who need one
            CWD           Goes to another folder
            CDUP          Goes to the folder above
            SMNT          Goes to another tree of files, / is the home
            REIN          Logs out and begins anew
            QUIT          Ends the session, after a running transfer
            PORT          Names your port for the next data connection
            PASV          Asks for a port of the server, IPv4
            EPRT          Names your port, IPv4 or IPv6
            EPSV          Asks for a port of the server, any network
            LPRT          Names your port in the long form of RFC 1639
            LPSV          Asks for a port in the long form of RFC 1639
            SPSV          Asks for a port, and gets nothing but its number
            PRET          Names the next transfer; not needed here
            TYPE          Sets how data is represented: A, E, I, L 8
            STRU          Sets the structure of files: F or R
            MODE          Sets how data is sent: S, B, C or Z
            RETR          Sends you a file
            STOR          Takes a file from you
            STOU          Takes a file under a name of the server's choice
            APPE          Takes what is added to the end of a file
            ALLO          Asks whether so many bytes have room
            REST          Sets where the next transfer begins
            RNFR          Names what is renamed; RNTO follows
            RNTO          Gives what RNFR named its new name
            ABOR          Ends the running transfer
            DELE          Deletes a file
            RMD           Removes an empty folder
            MKD           Makes a folder
            PWD           Tells the current folder
            LIST          Lists a folder with all facts, as ls -l does
            NLST          Lists the names in a folder
            MLSD          Lists a folder for programs
            MLST          Tells the facts of one file for programs
            SIZE          Tells how many bytes RETR would send
            MDTM          Tells when a file was changed, or sets it
            MFMT          Sets when a file was changed
            MFCT          Sets when a file was made
            MFF           Sets facts of a file
            SITE          Does what no standard has; see SITE HELP
            AVBL          Tells how many bytes can still be stored
            DSIZ          Tells how many bytes a folder holds
            RMDA          Removes a folder with all that is in it
            COMB          Makes one file of several, which go
            HASH          Tells the digest of a file; OPTS HASH chooses
            RANG          Sets the first and last byte of the next transfer
            XCRC          Tells the CRC-32 of a file, or of a part
            XMD5          Tells the MD5 of a file, or of a part
            XSHA          Tells the SHA-1 of a file, or of a part
            XSHA1         Tells the SHA-1 of a file, or of a part
            XSHA256       Tells the SHA-256 of a file, or of a part
            XSHA512       Tells the SHA-512 of a file, or of a part
            MD5           Tells the MD5 of a file
            MMD5          Tells the MD5 of several files
            SYST          Tells what kind of system this is
            STAT          Tells of the session, a transfer, or a folder
            HELP          Tells this
            NOOP          Does nothing but answer
            FEAT          Tells the extensions
            LANG          Chooses the language of replies
            OPTS          Sets options of another command
            CLNT          Names your program
            CSID          Names your program, and tells the server's
            AUTH          Begins TLS on the control connection
            PBSZ          Is said before PROT; the size is always 0
            PROT          Chooses TLS (P) or clear (C) for transfers
            CCC           Ends TLS on the control connection
            SITE HELP     Tells of the SITE commands
            SITE IDLE     Tells or sets how long you may be silent
            SITE WHO      Tells administrators who is here
            SITE QUOTA    Tells what a home takes
            SITE CHMOD    Sets the permission bits of a file
            SITE CHGRP    Sets the group of a file
            SITE COPY     Copies a file on the server
            SITE CPFR     Names what is copied; SITE CPTO follows
            SITE CPTO     Names where the copy goes
            SITE MKDIR    Makes a folder, and those missing above it
            SITE RMDIR    Removes a folder with all that is in it
            SITE SYMLINK  Makes a link within the home
            SITE UMASK    Tells or sets the bits that new files lack
            SITE UTIME    Sets when a file was changed
            OPTS MLST     Chooses the facts of MLST and MLSD
            OPTS MODE     Sets the level of MODE Z
            OPTS HASH     Chooses the algorithm of HASH
            OPTS UTF8     Says whether names are UTF-8
            """);

    private Manual() {}

    private static Map<String, String> read(String text) {
        return text.lines()
                .map(line -> Splitter.on("  ")
                        .omitEmptyStrings()
                        .trimResults()
                        .limit(2)
                        .splitToList(line))
                .collect(Collectors.toUnmodifiableMap(List::getFirst, List::getLast));
    }

    /** The verbs that it has, those behind SITE and OPTS with them. */
    static Set<String> verbs() {
        return LINES.keySet();
    }

    /** What a verb does, or a verb behind SITE or OPTS. */
    static String line(String verb) {
        return LINES.getOrDefault(verb, "");
    }

    /** HELP: 214 over all verbs, over one, or over one behind SITE or OPTS; 502 when it is not known. */
    static Reply help(String argument) throws ReplyException {
        var line = Dispatcher.Line.of(argument.strip());
        if (line.verb().isEmpty()) {
            return all(CommandTable.ftp(), "", "HELP <verb> tells more");
        }
        String verb = row(CommandTable.ftp(), line.verb()).verb();
        return switch (verb) {
            case "SITE" -> behind(CommandTable.site(), verb, line.argument());
            case "OPTS" -> behind(CommandTable.opts(), verb, line.argument());
            default -> one(CommandTable.ftp(), "", argument.strip());
        };
    }

    /** HELP over the verbs behind SITE or OPTS, all or one of them. */
    static Reply behind(CommandTable table, String outer, String verb) throws ReplyException {
        return verb.isBlank()
                ? all(table, outer + " ", "HELP " + outer + " <verb> tells more")
                : one(table, outer + " ", verb.strip());
    }

    private static Command<?> row(CommandTable table, String verb) throws ReplyException {
        return table.find(verb).orElseThrow(() -> new ReplyException(NOT_IMPLEMENTED, "Unknown command"));
    }

    private static Reply one(CommandTable table, String outer, String verb) throws ReplyException {
        var row = row(table, verb);
        return new Reply(HELP_MESSAGE, List.of("Syntax: " + outer + row.syntax(), line(outer + row.verb())));
    }

    private static Reply all(CommandTable table, String outer, String last) {
        var verbs = new ArrayList<String>();
        for (var row : table.rows()) {
            verbs.add(row.verb());
            row.aliases().stream().filter(alias -> !CommandTable.legacy(alias)).forEach(verbs::add);
        }
        var lines = Lists.partition(verbs, VERBS_A_LINE).stream()
                .map(part -> String.join(" ", part))
                .toList();
        String first = outer.isEmpty()
                ? "The following commands are known"
                : "Syntax: " + row(outer).syntax();
        return Reply.of(HELP_MESSAGE, first, lines, last);
    }

    private static Command<?> row(String outer) {
        return CommandTable.ftp().find(outer.strip()).orElseThrow();
    }
}
