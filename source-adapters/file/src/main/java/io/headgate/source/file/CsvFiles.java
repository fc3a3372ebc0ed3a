package io.headgate.source.file;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Finds the files that a configuration names. */
final class CsvFiles {

    private final CsvConfig config;
    private final Path source;

    CsvFiles(CsvConfig config) {
        this.config = config;
        try {
            this.source = Path.of(config.sourcePath());
        } catch (InvalidPathException e) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION, "source_path '" + config.sourcePath() + "' is no path", e);
        }
    }

    /** The files in the order of their names; empty only if the source is incremental. */
    List<CsvFile> list() {
        if (Files.isRegularFile(source)) {
            return List.of(describe(source, String.valueOf(source.getFileName())));
        }
        if (!Files.isDirectory(source)) {
            throw missing();
        }
        List<Path> visible = visibleFiles();
        PathMatcher matcher = matcher();
        List<CsvFile> files = new ArrayList<>();
        for (Path path : visible) {
            Path name = path.getFileName();
            if (name != null && matcher.matches(name)) {
                files.add(describe(path, source.relativize(path).toString().replace('\\', '/')));
            }
        }
        if (files.isEmpty() && !config.incremental()) {
            throw noneMatches(visible);
        }
        files.sort(Comparator.comparing(CsvFile::name));
        return files;
    }

    /** Where the file of this name is. */
    Path resolve(String name) {
        return Files.isDirectory(source) ? source.resolve(name) : source;
    }

    boolean isGzip(String name) {
        return switch (config.compression()) {
            case GZIP -> true;
            case NONE -> false;
            case AUTO -> name.toLowerCase(Locale.ROOT).endsWith(".gz");
        };
    }

    private List<Path> visibleFiles() {
        int depth = config.recursive() ? Integer.MAX_VALUE : 1;
        try (Stream<Path> walk = Files.walk(source, depth, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(path -> isVisible(source.relativize(path)))
                    .filter(Files::isRegularFile)
                    .toList();
        } catch (UncheckedIOException e) {
            throw CsvInput.failure(source, new IOException(e.getMessage(), e));
        } catch (IOException e) {
            throw CsvInput.failure(source, e);
        }
    }

    private static boolean isVisible(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    private PathMatcher matcher() {
        try {
            return source.getFileSystem().getPathMatcher("glob:" + config.filePattern());
        } catch (PatternSyntaxException e) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "file_pattern '" + config.filePattern() + "' is no glob such as *.csv: " + e.getDescription(),
                    e);
        }
    }

    private CsvFile describe(Path path, String name) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new CsvFile(
                    path, name, attributes.size(), attributes.lastModifiedTime().toMillis(), isGzip(name));
        } catch (IOException e) {
            throw CsvInput.failure(path, e);
        }
    }

    private HeadgateException missing() {
        if (Files.exists(source)) {
            return new HeadgateException(
                    CommonErrorCode.NOT_FOUND, "source_path " + source + " is neither a file nor a folder");
        }
        String hint = config.sourcePath().startsWith("~")
                ? ": ~ is not expanded, write the whole path"
                : ": correct the path, or create it";
        return new HeadgateException(
                CommonErrorCode.NOT_FOUND,
                "source_path " + config.sourcePath() + " does not exist (looked for " + source.toAbsolutePath() + ")"
                        + hint);
    }

    private HeadgateException noneMatches(List<Path> others) {
        String found = others.isEmpty()
                ? "it holds no files"
                : "it holds " + others.size() + " other " + (others.size() == 1 ? "file" : "files") + ", for instance "
                        + others.get(0).getFileName();
        return new HeadgateException(
                CommonErrorCode.NOT_FOUND,
                "no file in " + source + " matches file_pattern '" + config.filePattern() + "'; " + found
                        + (config.recursive() ? "" : " (folders within it are read with recursive = true)"));
    }
}
