package io.headgate.flow;

/** Lets a test wait until a stop has been asked for, without sleeping. */
final class StopProbe {

    private StopProbe() {}

    static boolean isRequested(FlowEngine engine) {
        return ((BatchFlowEngine) engine).isStopping();
    }
}
