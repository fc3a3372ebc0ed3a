/**
 * The packaged program as child processes, killed at every place that matters. The harness: {@link io.headgate.restart.JarProcess} is
 * a child, {@link io.headgate.restart.Scenario} a flow with its source, destination and JobRepository, {@link
 * io.headgate.restart.Verification} what is compared at the end.
 */
package io.headgate.restart;
