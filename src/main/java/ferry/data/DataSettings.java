package ferry.data;

import ferry.codec.CodecSettings;
import java.time.Duration;

/**
 * How data connections are made.
 *
 * @param passivePorts where clients connect to
 * @param passiveAddress what 227 tells whom
 * @param peerCheck whether both ends of a data connection must be those of the control connection
 * @param openTimeout how long a data connection may take to come about
 * @param stallTimeout how long one may stand still
 * @param codecs how their bytes are represented where they do not go as they are
 * @param bandwidth how fast they may move
 */
public record DataSettings(
        PortRange passivePorts,
        ToldAddresses passiveAddress,
        boolean peerCheck,
        Duration openTimeout,
        Duration stallTimeout,
        CodecSettings codecs,
        BandwidthSettings bandwidth) {}
