package ferry.session;

import ferry.codec.Representation;
import ferry.data.DataPort;
import ferry.file.Digest;
import ferry.protocol.Fact;
import ferry.protocol.RepresentationType;
import ferry.protocol.Structure;
import ferry.protocol.TransferMode;
import ferry.protocol.TypeCode;
import java.util.Set;

/** What a client has agreed on for its transfers: the transfer parameters of RFC 959, section 4.1.2, and later ones. */
public final class TransferParameters {
    private TypeCode type = TypeCode.DEFAULT;
    private Structure structure = Structure.FILE;
    private TransferMode mode = TransferMode.STREAM;
    private int deflateLevel = Representation.PLAIN.level();
    private DataPort dataPort = DataPort.None.NONE;
    private boolean extendedPassiveOnly;
    private Set<Fact> facts = Fact.DEFAULTS;
    private Digest hash = Digest.SHA256;

    /** Back to the defaults of RFC 959, section 5.1. */
    void reset() {
        type = TypeCode.DEFAULT;
        structure = Structure.FILE;
        mode = TransferMode.STREAM;
        deflateLevel = Representation.PLAIN.level();
        dataPort(DataPort.None.NONE);
        extendedPassiveOnly = false;
        facts = Fact.DEFAULTS;
        hash = Digest.SHA256;
    }

    /** What TYPE was told. */
    public TypeCode typeCode() {
        return type;
    }

    /** TYPE without its format control, which changes no byte. */
    public RepresentationType type() {
        return type.type();
    }

    /** Sets TYPE. */
    public void type(TypeCode next) {
        type = next;
    }

    /** STRU. */
    public Structure structure() {
        return structure;
    }

    /** Sets STRU. */
    public void structure(Structure next) {
        structure = next;
    }

    /** MODE. */
    public TransferMode mode() {
        return mode;
    }

    /** Sets MODE. */
    public void mode(TransferMode next) {
        mode = next;
    }

    /** How hard deflate mode tries, 1 to 9: OPTS MODE Z LEVEL. */
    public int deflateLevel() {
        return deflateLevel;
    }

    /** Sets how hard deflate mode tries. */
    public void deflateLevel(int next) {
        deflateLevel = next;
    }

    /** How the bytes of the next transfer look. */
    public Representation representation() {
        return new Representation(type.type(), structure, mode, deflateLevel);
    }

    /** Where the next data connection comes from. */
    public DataPort dataPort() {
        return dataPort;
    }

    /** Sets where the next data connection comes from; what was lent before is given back. */
    public void dataPort(DataPort next) {
        dataPort.release();
        dataPort = next;
    }

    /** Whether EPSV ALL was said: from then on only EPSV makes data ports (RFC 2428, section 4). */
    public boolean extendedPassiveOnly() {
        return extendedPassiveOnly;
    }

    /** Notes EPSV ALL. */
    public void onlyExtendedPassive() {
        extendedPassiveOnly = true;
    }

    /** The facts of MLST and MLSD. */
    public Set<Fact> facts() {
        return facts;
    }

    /** Sets the facts of MLST and MLSD. */
    public void facts(Set<Fact> next) {
        facts = Set.copyOf(next);
    }

    /** What HASH computes. */
    public Digest hash() {
        return hash;
    }

    /** Sets what HASH computes. */
    public void hash(Digest next) {
        hash = next;
    }
}
