package io.headgate.job;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that holds a lease: where it runs, its id there and when it started. Told apart are hosts, also those that share a name (by
 * the id of their boot), containers of one host (by their process id namespace) and processes that were given the id of a dead one (by
 * their start). A place without a boot's id, as older programs wrote it, is none that anybody is at: nobody knows such a process to be dead.
 */
record LeaseOwner(String place, long pid, long started) {

    /** As much of it as LOCKED_BY has room for. Those of Linux have 64 characters at most. */
    private static final int LONGEST_HOST = 100;

    private static final String HERE = place(hostName(), namespace(), boot());

    static LeaseOwner self() {
        return new LeaseOwner(HERE, ProcessHandle.current().pid(), startOf(ProcessHandle.current()));
    }

    /** Reads the form of {@link #toString} and of {@link #acquisition}. */
    static Optional<LeaseOwner> parse(String text) {
        String[] parts = text.split("\\|", -1);
        try {
            return parts.length == 3 || parts.length == 4
                    ? Optional.of(new LeaseOwner(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean isHere() {
        return place.equals(HERE);
    }

    /** Whether the process is certainly gone. Only a process of this place can be known to be. */
    boolean isDead() {
        if (!isHere()) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        return process.isEmpty() || !process.get().isAlive() || startOf(process.get()) != started;
    }

    /**
     * On Linux in ticks since the machine was booted. What Java says, a time of day, moves when the clock is set: a process that lives
     * would be taken for a later one, and lose its lease.
     */
    private static long startOf(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            // The second field is the program's name in brackets and may hold anything; the start is the 22nd.
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19]);
        } catch (IOException e) {
            return javaStartOf(process);
        }
    }

    private static long javaStartOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    static String place(String host, String namespace, String boot) {
        String shown = host.length() > LONGEST_HOST ? host.substring(0, LONGEST_HOST) : host;
        return shown + "/" + namespace + "/" + boot;
    }

    /** Empty where there is none: the host's name alone has to do. */
    private static String namespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                    .toString()
                    .replaceAll("[^0-9]", "");
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /**
     * A number of this machine since it was started. The namespace alone is none: the one that a machine begins with has the same number
     * everywhere.
     */
    private static String boot() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).replaceAll("[^0-9a-fA-F-]", "");
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** Tells one acquisition of a lease from all others, also from those of this process. */
    String acquisition(long number) {
        return this + "|" + number;
    }

    @Override
    public String toString() {
        return place + "|" + pid + "|" + started;
    }
}
