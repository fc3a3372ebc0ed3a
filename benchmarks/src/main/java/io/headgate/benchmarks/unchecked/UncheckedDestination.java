package io.headgate.benchmarks.unchecked;

import io.headgate.api.destination.DeliveryGuarantee;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.Rejects;
import io.headgate.api.destination.SchemaDifference;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.state.Checkpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes everything on but the commits of chunks: the destination commits once, at the end of a partition. So what is left out is
 * all that a checkpoint needs, the commit and its wait for the disk included; what a loader without checkpoints could do.
 */
final class UncheckedDestination implements IDataDestination {

    private final IDataDestination delegate;

    UncheckedDestination(IDataDestination delegate) {
        this.delegate = delegate;
    }

    @Override
    public DeliveryGuarantee guarantee(WriteMode mode) {
        return new DeliveryGuarantee(
                DeliveryGuarantee.Level.NOT_DURABLE, "checkpoints are switched off to measure what they cost");
    }

    @Override
    public List<SchemaDifference> compare(StreamPlan plan) {
        return delegate.compare(plan);
    }

    @Override
    public StreamTarget prepare(StreamPlan plan) {
        return new Target(delegate.prepare(plan));
    }

    @Override
    public StreamTarget attach(StreamPlan plan) {
        return new Target(delegate.attach(plan));
    }

    @Override
    public void close() {
        delegate.close();
    }

    private record Target(StreamTarget delegate) implements StreamTarget {

        @Override
        public PartitionWriter open(PartitionKey key, long epoch) {
            return new Writer(delegate.open(key, epoch));
        }

        @Override
        public void publish(long epoch) {
            delegate.publish(epoch);
        }

        @Override
        public void forget() {
            delegate.forget();
        }

        @Override
        public void close() {
            delegate.close();
        }
    }

    private record Writer(PartitionWriter delegate) implements PartitionWriter {

        @Override
        public @Nullable Checkpoint lastCommitted() {
            return delegate.lastCommitted();
        }

        @Override
        public void write(DataSourcePayload payload, Rejects rejects) {
            delegate.write(payload, rejects);
        }

        /** Holds everything back, as the contract allows. */
        @Override
        public Checkpoint commit(Checkpoint upTo) {
            Checkpoint last = delegate.lastCommitted();
            return last == null ? Checkpoint.NONE : last;
        }

        @Override
        public void finish(Checkpoint upTo) {
            delegate.finish(upTo);
        }

        @Override
        public void close() {
            delegate.close();
        }
    }
}
