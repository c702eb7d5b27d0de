package ferry.fault;

import java.util.List;

/**
 * Whether a figure grows: the straight line of least squares through its samples.
 *
 * @param name what is measured
 * @param first what the line has at the first sample
 * @param growth by how much the line is higher at the last one
 * @param allowed how much that may be
 */
record Trend(String name, double first, double growth, double allowed) {
    /** The trend of these samples, taken at the same distance each. It may grow by this part of it, or by this much. */
    static Trend of(String name, List<Double> samples, double part, double least) {
        double middle = (samples.size() - 1) / 2.0;
        double mean = samples.stream().mapToDouble(value -> value).average().orElse(0);
        double above = 0;
        double below = 0;
        for (int i = 0; i < samples.size(); i++) {
            above += (i - middle) * (samples.get(i) - mean);
            below += (i - middle) * (i - middle);
        }
        double slope = below == 0 ? 0 : above / below;
        return new Trend(
                name, mean - slope * middle, slope * (samples.size() - 1), Math.max(least, part * Math.abs(mean)));
    }

    /** Whether it grows by more than it may. */
    boolean grows() {
        return growth > allowed;
    }

    @Override
    public String toString() {
        return "%-14s from %,.0f by %+,.1f; %,.1f is allowed%s"
                .formatted(name, first, growth, allowed, grows() ? ": IT GROWS" : "");
    }
}
