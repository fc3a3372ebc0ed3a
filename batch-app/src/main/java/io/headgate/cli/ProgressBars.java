package io.headgate.cli;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar per stream on standard error, with rows per second and the time left; without an end where the total is not known. */
final class ProgressBars implements Progress {

    private static final int REFRESH_MILLIS = 250;

    private final Supplier<ProgressBarBuilder> builders;
    private final Map<String, ProgressBar> bars = new LinkedHashMap<>();
    private boolean closed;

    ProgressBars() {
        this(ProgressBarBuilder::new);
    }

    ProgressBars(Supplier<ProgressBarBuilder> builders) {
        this.builders = builders;
    }

    @Override
    public synchronized void advanced(String stream, long records, long estimated) {
        if (closed) {
            return;
        }
        ProgressBar bar = bars.computeIfAbsent(stream, name -> open(name, records, estimated));
        // Partitions report in any order, and an estimate may turn out too low.
        long furthest = Math.max(records, bar.getCurrent());
        if (!bar.isIndefinite() && furthest > bar.getMax()) {
            bar.maxHint(furthest);
        }
        bar.stepTo(furthest);
    }

    /** The speed counts from here, because a resumed run begins with what earlier runs have done. */
    private ProgressBar open(String stream, long records, long estimated) {
        return builders.get()
                .setTaskName(TextTable.visible(stream))
                .setInitialMax(estimated < 0 ? -1 : Math.max(estimated, records))
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .setUnit(" rows", 1)
                .startsFrom(records, Duration.ZERO)
                .showSpeed(new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                .build();
    }

    @Override
    public synchronized void close() {
        closed = true;
        bars.values().forEach(ProgressBar::close);
        bars.clear();
    }
}
