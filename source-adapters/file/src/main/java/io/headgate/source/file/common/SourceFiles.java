package io.headgate.source.file.common;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Finds the files that a configuration names. */
final class SourceFiles {

    private static final String GLOB_CHARACTERS = "*?[{";

    private final FileOptions options;
    /** The file or folder; of a glob the folder before its first wildcard. */
    private final Path source;
    /** On the path below {@link #source}; null if the files are chosen by their names. */
    private final @Nullable String glob;

    SourceFiles(FileOptions options) {
        this.options = options;
        String path = options.sourcePath();
        int wildcard = firstWildcard(path);
        boolean isGlob = wildcard >= 0 && !Files.exists(path(path));
        int folderEnd = isGlob ? path.lastIndexOf('/', wildcard) : -1;
        this.glob = isGlob ? path.substring(folderEnd + 1) : null;
        this.source = isGlob ? path(folderEnd < 0 ? "." : path.substring(0, Math.max(1, folderEnd))) : path(path);
    }

    private static int firstWildcard(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (GLOB_CHARACTERS.indexOf(path.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION, "source_path '" + text + "' is no path", e);
        }
    }

    /** The files in the order of their names; empty only if the source is incremental. */
    List<SourceFile> list() {
        if (Files.isRegularFile(source)) {
            return List.of(describe(source, String.valueOf(source.getFileName())));
        }
        if (!Files.isDirectory(source)) {
            throw missing();
        }
        List<Path> visible = visibleFiles();
        PathMatcher matcher = matcher();
        List<SourceFile> files = new ArrayList<>();
        for (Path path : visible) {
            Path below = source.relativize(path);
            Path matched = glob == null ? below.getFileName() : below;
            if (matched != null && matcher.matches(matched)) {
                files.add(describe(path, below.toString().replace('\\', '/')));
            }
        }
        if (files.isEmpty() && !options.incremental()) {
            throw noneMatches(visible);
        }
        files.sort(Comparator.comparing(SourceFile::name));
        return withoutLinksBesides(files);
    }

    /** A file that can be reached by several names, through symbolic links, is read once: by its own name, else by the first one. */
    private List<SourceFile> withoutLinksBesides(List<SourceFile> files) {
        Map<Path, SourceFile> byRealPath = new HashMap<>();
        try {
            Path root = source.toRealPath();
            for (SourceFile file : files) {
                Path real = file.path().toRealPath();
                boolean own = real.equals(root.resolve(file.name()));
                byRealPath.merge(real, file, (first, other) -> own ? other : first);
            }
        } catch (IOException e) {
            throw FileInput.failure(source, e);
        }
        Collection<SourceFile> once = byRealPath.values();
        return once.size() == files.size()
                ? files
                : once.stream().sorted(Comparator.comparing(SourceFile::name)).toList();
    }

    /** Where the file of this name is. */
    Path resolve(String name) {
        return Files.isDirectory(source) ? source.resolve(name) : source;
    }

    /** The file of this name as a plan has it. */
    SourceFile planned(FileSplit split) {
        return new SourceFile(
                resolve(split.file()),
                split.file(),
                split.fileEnd(),
                split.modifiedMillis(),
                options.compression().of(split.file()));
    }

    private List<Path> visibleFiles() {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(source, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return folder.equals(source) || isVisible(folder)
                            ? FileVisitResult.CONTINUE
                            : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && isVisible(file)) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                /** A link to a folder above it leads to nothing new, one to nowhere to no file. */
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof FileSystemLoopException || !isVisible(file)) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }
            });
        } catch (IOException e) {
            throw FileInput.failure(source, e);
        }
        return files;
    }

    private int depth() {
        if (glob == null) {
            return options.recursive() ? Integer.MAX_VALUE : 1;
        }
        return glob.contains("**")
                ? Integer.MAX_VALUE
                : 1 + (int) glob.chars().filter(c -> c == '/').count();
    }

    /** Of what stands in a visible folder. */
    private static boolean isVisible(Path path) {
        return !String.valueOf(path.getFileName()).startsWith(".");
    }

    private PathMatcher matcher() {
        String key = glob == null ? "file_pattern" : "source_path";
        String pattern = glob == null ? options.filePattern() : glob;
        try {
            return source.getFileSystem().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    key + " '" + pattern + "' is no glob such as *.csv: " + e.getDescription(),
                    e);
        }
    }

    private SourceFile describe(Path path, String name) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new SourceFile(
                    path,
                    name,
                    attributes.size(),
                    attributes.lastModifiedTime().toMillis(),
                    options.compression().of(name));
        } catch (IOException e) {
            throw FileInput.failure(path, e);
        }
    }

    private HeadgateException missing() {
        if (Files.exists(source)) {
            return new HeadgateException(
                    CommonErrorCode.NOT_FOUND, "source_path " + source + " is neither a file nor a folder");
        }
        String hint = options.sourcePath().startsWith("~")
                ? ": ~ is not expanded, write the whole path"
                : ": correct the path, or create it";
        return new HeadgateException(
                CommonErrorCode.NOT_FOUND,
                "source_path " + options.sourcePath() + " does not exist (looked for " + source.toAbsolutePath() + ")"
                        + hint);
    }

    private HeadgateException noneMatches(List<Path> others) {
        String found = others.isEmpty()
                ? "it holds no files"
                : "it holds " + others.size() + " other " + (others.size() == 1 ? "file" : "files") + ", for instance "
                        + others.get(0).getFileName();
        String pattern =
                glob == null ? "file_pattern '" + options.filePattern() + "'" : "'" + glob + "' of source_path";
        boolean hint = glob == null && !options.recursive();
        return new HeadgateException(
                CommonErrorCode.NOT_FOUND,
                "no file in " + source + " matches " + pattern + "; " + found
                        + (hint ? " (folders within it are read with recursive = true)" : ""));
    }
}
