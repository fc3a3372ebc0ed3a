package io.headgate.transform;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.headgate.api.config.ConfigException;
import io.headgate.api.config.Nearest;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compiles CEL expressions over the columns of a schema. An expression sees the columns and CEL's own functions, nothing of the
 * JVM; it has no loops but those over its own lists, and both these and its size are bounded.
 *
 * <p>A column whose name is no identifier, or a word of the language, is {@code row["its name"]}.
 */
final class Expressions {

    /** The whole record, by column name. */
    static final String ROW = "row";

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(10_000)
            .maxParseRecursionDepth(100)
            .comprehensionMaxIterations(10_000)
            .maxRegexProgramSize(10_000)
            .enableHeterogeneousNumericComparisons(true)
            .evaluateCanonicalTypesToNativeValues(true)
            .build();

    private static final Set<String> WORDS = Set.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while",
            "int",
            "uint",
            "double",
            "bool",
            "string",
            "bytes",
            "list",
            "map",
            "type",
            "null_type",
            "dyn",
            "timestamp",
            "duration",
            "decimal",
            "google");

    private static final Pattern IDENTIFIER = Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*");
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']+)'.*");
    private static final Pattern ROW_ACCESS = Pattern.compile("\\brow\\s*\\[\\s*(?:\"([^\"]*)\"|'([^']*)')\\s*]");

    private static final ExactFunctions FUNCTIONS = new ExactFunctions();
    private static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addFunctionBindings(FUNCTIONS.bindings())
            .build();

    private final RowSchema schema;
    private final CelCompiler compiler;

    Expressions(RowSchema schema) {
        this.schema = schema;
        CelCompilerBuilder builder = builder();
        for (Field field : schema.fields()) {
            if (isVariable(field.name())) {
                builder.addVar(field.name(), CelValues.typeOf(field));
            }
        }
        if (schema.indexOf(ROW) < 0) {
            builder.addVar(ROW, MapType.create(SimpleType.STRING, SimpleType.DYN));
        }
        this.compiler = builder.build();
    }

    private static CelCompilerBuilder builder() {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addFunctionDeclarations(FUNCTIONS.declarations());
    }

    /** Whether a column can be named in an expression as it is. */
    static boolean isVariable(String name) {
        return IDENTIFIER.matcher(name).matches() && !WORDS.contains(name);
    }

    /**
     * Checks the syntax alone.
     *
     * @throws ConfigException under {@code path}
     */
    static void parse(String path, String expression) {
        CelValidationResult parsed = builder().build().parse(expression);
        if (parsed.hasError()) {
            throw new ConfigException(path, describe(parsed.getErrors().get(0), expression, List.of()));
        }
    }

    /**
     * Compiles an expression.
     *
     * @throws ConfigException under {@code path}, if it is no expression, names no column, or its types do not fit
     */
    Expression compile(String path, String expression) {
        try {
            CelAbstractSyntaxTree tree = compiler.compile(expression).getAst();
            refuseUnknownColumns(path, expression);
            return new Expression(expression, tree.getResultType(), RUNTIME.createProgram(tree), schema);
        } catch (CelValidationException e) {
            throw new ConfigException(path, describe(e.getErrors().get(0), expression, schema.names()));
        } catch (CelEvaluationException | IllegalStateException e) {
            throw new ConfigException(path, "'" + expression + "': " + e.getMessage());
        }
    }

    private void refuseUnknownColumns(String path, String expression) {
        Matcher access = ROW_ACCESS.matcher(expression);
        while (schema.indexOf(ROW) < 0 && access.find()) {
            String column = access.group(1) == null ? access.group(2) : access.group(1);
            if (schema.indexOf(column) < 0) {
                throw new ConfigException(path, "'" + expression + "': " + Schemas.unknown(schema, column));
            }
        }
    }

    private static String describe(CelIssue issue, String expression, List<String> columns) {
        String message = issue.getMessage();
        Matcher undeclared = UNDECLARED.matcher(message);
        if (undeclared.matches()) {
            String name = undeclared.group(1);
            boolean quoted = columns.contains(name);
            message = "there is no column '" + name + "'"
                    + (quoted ? " that can be named so; write row[\"" + name + "\"]" : Nearest.suggest(name, columns));
        }
        int candidates = message.indexOf(" (candidates:");
        message = (candidates < 0 ? message : message.substring(0, candidates))
                .replace("google.protobuf.Timestamp", "timestamp")
                .replace("google.protobuf.Duration", "duration")
                .replaceAll("'@?_?(\\W{1,2})_?'", "'$1'");
        int expecting = message.indexOf(" expecting {");
        message = expecting < 0 ? message : message.substring(0, expecting);
        return "'" + expression + "', character " + (issue.getSourceLocation().getColumn() + 1) + ": " + message;
    }
}
