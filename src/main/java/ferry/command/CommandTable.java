package ferry.command;

import static ferry.command.Command.command;
import static ferry.command.Need.ABORTS;
import static ferry.command.Need.ADMINISTRATOR;
import static ferry.command.Need.BEGINS_TLS;
import static ferry.command.Need.COPY_FROM;
import static ferry.command.Need.COUNTED;
import static ferry.command.Need.DATA_CONNECTION;
import static ferry.command.Need.ENDS_TLS;
import static ferry.command.Need.KEEPS_PENDING;
import static ferry.command.Need.LOGIN;
import static ferry.command.Need.NEW_NAME;
import static ferry.command.Need.NOBODY;
import static ferry.command.Need.PASSWORD_GIVEN;
import static ferry.command.Need.RENAME_FROM;
import static ferry.command.Need.SECRET;
import static ferry.command.Need.STORES;
import static ferry.command.Need.TLS;
import static ferry.command.Need.TRANSFER_MAY_RUN;
import static ferry.command.Need.USER_GIVEN;

import ferry.file.Digest;
import ferry.protocol.HostName;
import ferry.protocol.HostPort;
import ferry.protocol.LanguageTag;
import ferry.protocol.LongHostPort;
import ferry.protocol.Nothing;
import ferry.protocol.Pathname;
import ferry.protocol.Structure;
import ferry.protocol.TransferMode;
import ferry.protocol.TypeCode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every verb of both protocols, a row each. What HELP, FEAT and the replies 500, 501, 502, 503 and 530 say is made from
 * the rows. A new verb is one row and one method.
 */
public final class CommandTable {
    // spotless:off
    private static final List<Command<?>> FTP = List.of(
        // RFC 7151 and RFC 959, section 4.1.1: access control
        command("HOST", "HOST <SP> <hostname>",           HostName::parse,           AccessControl::host,               NOBODY).feature("HOST"),
        command("USER", "USER <SP> <username>",           Text::required,            AccessControl::user),
        command("PASS", "PASS <SP> <password>",           Text::any,                 AccessControl::password,           USER_GIVEN, SECRET),
        command("ACCT", "ACCT <SP> <account>",            Text::required,            Accounts::account,                 PASSWORD_GIVEN, SECRET),
        command("CWD",  "CWD <SP> <pathname>",            Pathname::parse,           Folders::changeDirectory,          LOGIN).alias("XCWD").alias("chdir"),
        command("CDUP", "CDUP",                           Nothing::parse,            Folders::changeToParent,           LOGIN).alias("XCUP"),
        command("SMNT", "SMNT <SP> <pathname>",           Pathname::parse,           StructureMount::mount,             LOGIN),
        command("REIN", "REIN",                           Nothing::parse,            AccessControl::reinitialise,        ENDS_TLS),
        command("QUIT", "QUIT",                           Nothing::parse,            AccessControl::quit).alias("exit"),
        // RFC 959, section 4.1.2, RFC 2428, RFC 1639 and others: transfer parameters
        command("PORT", "PORT <SP> <host-port>",          HostPort::parse,           DataPorts::port,                   LOGIN, KEEPS_PENDING),
        command("PASV", "PASV",                           Nothing::parse,            DataPorts::passive,                LOGIN, KEEPS_PENDING).alias("P@SW"),
        command("EPRT", "EPRT <SP> |<p>|<addr>|<port>|",  HostPort::parseExtended,   DataPorts::extendedPort,           LOGIN, KEEPS_PENDING).feature("EPRT"),
        command("EPSV", "EPSV [<SP> 1|2|ALL]",            Text::any,                 DataPorts::extendedPassive,        LOGIN, KEEPS_PENDING).feature("EPSV"),
        command("LPRT", "LPRT <SP> <long-host-port>",     LongHostPort::parse,       RareDataPorts::longPort,           LOGIN, KEEPS_PENDING),
        command("LPSV", "LPSV",                           Nothing::parse,            RareDataPorts::longPassive,        LOGIN, KEEPS_PENDING),
        command("SPSV", "SPSV",                           Nothing::parse,            RareDataPorts::shortPassive,       LOGIN, KEEPS_PENDING),
        command("PRET", "PRET <SP> <verb> [<SP> <pathname>]", Text::required,        RareDataPorts::planned,            LOGIN, KEEPS_PENDING),
        command("TYPE", "TYPE <SP> <type-code>",          TypeCode::parse,           Parameters::type,                  LOGIN, KEEPS_PENDING),
        command("STRU", "STRU <SP> <structure-code>",     Structure::parse,          Parameters::structure,             LOGIN, KEEPS_PENDING),
        command("MODE", "MODE <SP> <mode-code>",          TransferMode::parse,       Parameters::mode,                  LOGIN, KEEPS_PENDING).feature("MODE Z"),
        // RFC 959, section 4.1.3, and RFC 3659, section 5: service
        command("RETR", "RETR <SP> <pathname>",           Pathname::parse,           FileTransfer::retrieve,            LOGIN, DATA_CONNECTION).alias("get"),
        command("STOR", "STOR <SP> <pathname>",           Pathname::parse,           FileTransfer::store,               LOGIN, DATA_CONNECTION, STORES, COUNTED, NEW_NAME).alias("post"),
        command("STOU", "STOU [<SP> <pathname>]",         Pathname::optional,        FileTransfer::storeUnique,         LOGIN, DATA_CONNECTION, STORES, COUNTED, NEW_NAME),
        command("APPE", "APPE <SP> <pathname>",           Pathname::parse,           FileTransfer::append,              LOGIN, DATA_CONNECTION, STORES, COUNTED),
        command("ALLO", "ALLO <SP> <bytes> [<SP> R <SP> <bytes>]", Allocation::parse, FileTransfer::allocate,           LOGIN, COUNTED, KEEPS_PENDING),
        command("REST", "REST <SP> <offset>|<marker>",    Numbers::offset,           FileTransfer::restart,             LOGIN).feature("REST STREAM"),
        command("RNFR", "RNFR <SP> <pathname>",           Pathname::parse,           FileActions::renameFrom,           LOGIN),
        command("RNTO", "RNTO <SP> <pathname>",           Pathname::parse,           FileActions::renameTo,             LOGIN, RENAME_FROM, STORES, NEW_NAME),
        command("ABOR", "ABOR",                           Nothing::parse,            FileTransfer::abort,               LOGIN, ABORTS),
        command("DELE", "DELE <SP> <pathname>",           Pathname::parse,           FileActions::delete,               LOGIN),
        command("RMD",  "RMD <SP> <pathname>",            Pathname::parse,           Folders::removeDirectory,          LOGIN).alias("XRMD"),
        command("MKD",  "MKD <SP> <pathname>",            Pathname::parse,           Folders::makeDirectory,            LOGIN, COUNTED).alias("XMKD"),
        command("PWD",  "PWD",                            Nothing::parse,            Folders::printWorkingDirectory,    LOGIN).alias("XPWD").alias("paths"),
        command("LIST", "LIST [<SP> [-alRrt] <pathname>]", ListArgument::parse,      Listings::list,                    LOGIN, DATA_CONNECTION),
        command("NLST", "NLST [<SP> [-aRrt] <pathname>]", ListArgument::parse,       Listings::nameList,                LOGIN, DATA_CONNECTION).alias("dirs"),
        command("MLSD", "MLSD [<SP> <pathname>]",         Pathname::optional,        Listings::machineList,             LOGIN, DATA_CONNECTION),
        command("MLST", "MLST [<SP> <pathname>]",         Pathname::optional,        FileFacts::machineFacts,           LOGIN).feature(FileFacts::feature),
        command("SIZE", "SIZE <SP> <pathname>",           Pathname::parse,           FileFacts::size,                   LOGIN, KEEPS_PENDING).feature("SIZE"),
        command("MDTM", "MDTM <SP> [<time-val> <SP>] <pathname>", Pathname::parse,   FileFacts::modificationTime,       LOGIN, KEEPS_PENDING).feature("MDTM"),
        command("MFMT", "MFMT <SP> <time-val> <SP> <pathname>", TimeAndPathname::parse, FileFacts::modifyTime,          LOGIN).feature("MFMT"),
        command("MFCT", "MFCT <SP> <time-val> <SP> <pathname>", TimeAndPathname::parse, FileFacts::modifyCreation,      LOGIN).feature("MFCT"),
        command("MFF",  "MFF <SP> <fact>=<value>;... <SP> <pathname>", FactsAndPathname::parse, FileFacts::modifyFacts, LOGIN).feature(FactsAndPathname.FEATURE),
        command("SITE", "SITE <SP> <verb> [<SP> <argument>]", Text::required,        Site::site,                        LOGIN),
        // drafts and customs: work on the server's disk
        command("AVBL", "AVBL [<SP> <pathname>]",         Pathname::optional,        Trees::available,                  LOGIN, COUNTED).feature("AVBL"),
        command("DSIZ", "DSIZ [<SP> <pathname>]",         Pathname::optional,        Trees::size,                       LOGIN).feature("DSIZ"),
        command("RMDA", "RMDA <SP> <pathname>",           Pathname::parse,           Trees::remove,                     LOGIN).feature("RMDA <path>"),
        command("COMB", "COMB <SP> <target> <SP> <part> [<SP> <part>...]", ServerCopies::targetAndParts, ServerCopies::combine, LOGIN, STORES, COUNTED).feature("COMB"),
        // drafts and customs: digests of files
        command("HASH", "HASH <SP> <pathname>",           Pathname::parse,           Checksums::hash,                   LOGIN).feature(Checksums::feature),
        command("RANG", "RANG <SP> <first> <SP> <last>",  Checksums.Limits::parse,   Checksums::range,                  LOGIN).feature("RANG STREAM"),
        command("XCRC", "XCRC <SP> <pathname> [<SP> <start> <SP> <end>]", RangedPathname::parse, Checksums.sum(Digest.CRC32), LOGIN).feature("XCRC"),
        command("XMD5", "XMD5 <SP> <pathname> [<SP> <start> <SP> <end>]", RangedPathname::parse, Checksums.sum(Digest.MD5), LOGIN).feature("XMD5"),
        command("XSHA", "XSHA <SP> <pathname> [<SP> <start> <SP> <end>]", RangedPathname::parse, Checksums.sum(Digest.SHA1), LOGIN).feature("XSHA"),
        command("XSHA1", "XSHA1 <SP> <pathname> [<SP> <start> <SP> <end>]", RangedPathname::parse, Checksums.sum(Digest.SHA1), LOGIN).feature("XSHA1"),
        command("XSHA256", "XSHA256 <SP> <pathname> [<SP> <start> <SP> <end>]", RangedPathname::parse, Checksums.sum(Digest.SHA256), LOGIN).feature("XSHA256"),
        command("XSHA512", "XSHA512 <SP> <pathname> [<SP> <start> <SP> <end>]", RangedPathname::parse, Checksums.sum(Digest.SHA512), LOGIN).feature("XSHA512"),
        command("MD5",  "MD5 <SP> <pathname>",            Checksums::one,            Checksums::md5,                    LOGIN).feature("MD5"),
        command("MMD5", "MMD5 <SP> <pathname>[, <pathname>...]", Checksums::many,    Checksums::manyMd5,                LOGIN).feature("MMD5"),
        // RFC 959, sections 4.1.3, RFC 2389 and drafts: information
        command("SYST", "SYST",                           Nothing::parse,            Information::system,               KEEPS_PENDING),
        command("STAT", "STAT [<SP> <pathname>]",         ListArgument::parse,       Status::status,                    LOGIN, KEEPS_PENDING, TRANSFER_MAY_RUN),
        command("HELP", "HELP [<SP> <verb>]",             Text::any,                 Information::help,                 KEEPS_PENDING),
        command("NOOP", "NOOP",                           Text::any,                 Information::noOperation,          KEEPS_PENDING, TRANSFER_MAY_RUN),
        command("FEAT", "FEAT",                           Nothing::parse,            Information::features,             KEEPS_PENDING),
        command("LANG", "LANG [<SP> <language-tag>]",     LanguageTag::parse,        Information::language,             KEEPS_PENDING).feature("LANG EN*"),
        command("OPTS", "OPTS <SP> <verb> [<SP> <options>]", Text::required,         Options::options,                  KEEPS_PENDING),
        command("CLNT", "CLNT <SP> <program>",            Text::required,            Information::client,               KEEPS_PENDING).feature("CLNT"),
        command("CSID", "CSID <SP> Name=<text>; Version=<text>;", ClientIdentity::parse, Information::identity,        KEEPS_PENDING).feature("CSID"),
        // RFC 2228 and 4217: protection
        command("AUTH", "AUTH <SP> <mechanism>",          Mechanism::parse,          Security::authenticate,            TLS, BEGINS_TLS).feature("AUTH TLS"),
        command("PBSZ", "PBSZ <SP> <size>",               Security.BufferSize::parse, Security::bufferSize,             TLS).feature("PBSZ"),
        command("PROT", "PROT <SP> C|P",                  Text::required,            Security::level,                   TLS).feature("PROT"),
        command("CCC",  "CCC",                            Nothing::parse,            Security::clearCommands,           TLS, ENDS_TLS));

    private static final List<Command<?>> SITE = List.of(
        command("HELP",  "HELP",                                       Text::any,               Site::help),
        command("IDLE",  "IDLE [<SP> <seconds>]",                      IdleTime::parse,         Administration::idle),
        command("WHO",   "WHO",                                        Nothing::parse,          Administration::who,         ADMINISTRATOR),
        command("QUOTA", "QUOTA [<SP> <username>]",                    Text::any,               Administration::quota),
        command("CHMOD", "CHMOD <SP> <mode> <SP> <pathname>",          ModeAndPathname::parse,  Site::changeMode),
        command("CHGRP", "CHGRP <SP> <group> <SP> <pathname>",         GroupAndPathname::parse, Site::changeGroup),
        command("COPY",  "COPY <SP> <from> <SP> <to>",                 ServerCopies::two,       ServerCopies::copy,          STORES, COUNTED).feature("COPY"),
        command("CPFR",  "CPFR <SP> <pathname>",                       Pathname::parse,         ServerCopies::copyFrom),
        command("CPTO",  "CPTO <SP> <pathname>",                       Pathname::parse,         ServerCopies::copyTo,        COPY_FROM, STORES, COUNTED),
        command("MKDIR", "MKDIR <SP> <pathname>",                      Pathname::parse,         Trees::make,                 COUNTED).feature("MKDIR"),
        command("RMDIR", "RMDIR <SP> <pathname>",                      Pathname::parse,         Trees::remove).feature("RMDIR"),
        command("SYMLINK", "SYMLINK <SP> <target> <SP> <link>",        ServerCopies::two,       Site::link,                  COUNTED).feature("SYMLINK"),
        command("UMASK", "UMASK [<SP> <octal>]",                       Site::bits,              Site::umask),
        command("UTIME", "UTIME <SP> <time-val> <SP> <pathname>",      TimeAndPathname::parseSite, Site::modifyTime).feature("UTIME"));

    private static final List<Command<?>> OPTS = List.of(
        command("MLST",  "MLST [<SP> <fact>;...]",                     Text::any,               FileFacts::options,          LOGIN),
        command("MODE",  "MODE <SP> Z <SP> LEVEL <SP> <1-9>",          DeflateOption::parse,    Parameters::modeOptions,     LOGIN),
        command("HASH",  "HASH [<SP> <algorithm>]",                    Text::any,               Checksums::options,          LOGIN),
        command("UTF8",  "UTF8 [<SP> ON|OFF]",                         Text::any,               Options::utf8).alias("UTF-8"));
    // spotless:on

    private static final CommandTable FTP_TABLE = new CommandTable(FTP);
    private static final CommandTable SITE_TABLE = new CommandTable(SITE);
    private static final CommandTable OPTS_TABLE = new CommandTable(OPTS);

    private static final Set<String> LEGACY = FTP.stream()
            .flatMap(row -> row.aliases().stream())
            .filter(alias -> Character.isLowerCase(alias.charAt(0)))
            .collect(Collectors.toUnmodifiableSet());

    private final List<Command<?>> rows;
    private final Map<String, Command<?>> byName = new HashMap<>();

    private CommandTable(List<Command<?>> rows) {
        this.rows = rows;
        for (var row : rows) {
            byName.put(row.verb(), row);
            row.aliases().forEach(alias -> byName.put(alias, row));
        }
    }

    /** The verbs of the control connection. */
    public static CommandTable ftp() {
        return FTP_TABLE;
    }

    /** The verbs behind SITE. */
    static CommandTable site() {
        return SITE_TABLE;
    }

    /** The verbs behind OPTS. */
    static CommandTable opts() {
        return OPTS_TABLE;
    }

    /** The rows in their order. */
    public List<Command<?>> rows() {
        return rows;
    }

    /** The row of this verb in any case, or of this legacy verb in lower case. */
    public Optional<Command<?>> find(String verb) {
        var exact = Optional.<Command<?>>ofNullable(byName.get(verb));
        return exact.isPresent() || verb.isEmpty()
                ? exact
                : Optional.ofNullable(byName.get(verb.toUpperCase(Locale.ROOT)));
    }

    /** Whether this is, as it is written, a verb of the legacy protocol. */
    public static boolean legacy(String verb) {
        return LEGACY.contains(verb);
    }
}
