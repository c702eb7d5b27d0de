package ferry.session;

import ferry.data.DataPort;
import ferry.protocol.Fact;
import ferry.protocol.NameCoding;
import ferry.protocol.RepresentationType;
import ferry.protocol.Structure;
import ferry.protocol.TransferMode;
import java.util.Set;

/** What a client has agreed on for its transfers: the transfer parameters of RFC 959, section 4.1.2, and later ones. */
public final class TransferParameters {
    private RepresentationType type = RepresentationType.ASCII;
    private Structure structure = Structure.FILE;
    private TransferMode mode = TransferMode.STREAM;
    private DataPort dataPort = DataPort.None.NONE;
    private boolean extendedPassiveOnly;
    private NameCoding coding = NameCoding.UTF_8;
    private Set<Fact> facts = Fact.DEFAULTS;

    /** Back to the defaults of RFC 959, section 5.1. */
    void reset() {
        type = RepresentationType.ASCII;
        structure = Structure.FILE;
        mode = TransferMode.STREAM;
        dataPort(DataPort.None.NONE);
        extendedPassiveOnly = false;
        facts = Fact.DEFAULTS;
    }

    /** TYPE. */
    public RepresentationType type() {
        return type;
    }

    /** Sets TYPE. */
    public void type(RepresentationType next) {
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

    /** How names are encoded. */
    public NameCoding coding() {
        return coding;
    }

    /** Sets how names are encoded. */
    public void coding(NameCoding next) {
        coding = next;
    }

    /** The facts of MLST and MLSD. */
    public Set<Fact> facts() {
        return facts;
    }

    /** Sets the facts of MLST and MLSD. */
    public void facts(Set<Fact> next) {
        facts = Set.copyOf(next);
    }
}
