package ferry.codec;

import java.nio.charset.Charset;

/**
 * What the administrator has settled about codecs.
 *
 * @param page the code page of TYPE E
 * @param mostRatio how many times as long the result of deflate mode may be; 0 is no limit
 */
public record CodecSettings(CodePage page, int mostRatio) {
    /** What holds when nothing is said. */
    public static final CodecSettings DEFAULT = new CodecSettings(CodePage.of(Charset.forName("IBM1047")), 250);
}
