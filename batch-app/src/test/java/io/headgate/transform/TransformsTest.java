package io.headgate.transform;

import static io.headgate.transform.Rig.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.state.StreamState;
import io.headgate.api.transform.IRecordTransformFactory;
import io.headgate.api.transform.RecordTransform;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each transform does to records, and which mistakes its planning finds. */
class TransformsTest {

    private static final Rig PEOPLE = Rig.of("id int64!", "name string", "city string");

    @Test
    void selectKeepsColumnsInTheOrderThatIsAskedFor() {
        Rig.Result result = PEOPLE.transform("select", List.of("city", "id"), row(1, "Ada", "London"));
        assertThat(result.rows()).containsExactly(Map.of("city", "London", "id", 1L));
        assertThat(result.schema().names()).containsExactly("city", "id");
    }

    @Test
    void selectAndDropCopyNoValues() {
        TransformPlan plan = PEOPLE.plan(Map.of("transforms", List.of(Map.of("drop", "id"))));
        var batch = PEOPLE.batch(row(1, "Ada", "London"));
        try (TransformSession session = plan.open(StreamState.EMPTY, 0, null)) {
            var out = session.transform(
                    new io.headgate.api.source.DataSourcePayload(batch, List.of(), Map.of(), null, null));
            assertThat(out.data().column(0)).isSameAs(batch.column(1));
            assertThat(out.data().place(0)).isEqualTo("test:1");
        }
    }

    @Test
    void renameMayExchangeNames() {
        Rig.Result result = PEOPLE.transform("rename", Map.of("name", "city", "city", "name"), row(1, "Ada", "London"));
        assertThat(result.rows()).containsExactly(Map.of("id", 1L, "city", "Ada", "name", "London"));
    }

    @Test
    void aColumnThatDoesNotExistIsNamedWithTheNearestThatDoes() {
        assertThat(PEOPLE.mistakesOf("select", List.of("id", "nme")))
                .containsExactly("transforms[0].select[1]: there is no column 'nme'; did you mean 'name'?");
        assertThat(PEOPLE.mistakesOf("drop", List.of("ctiy")))
                .containsExactly("transforms[0].drop[0]: there is no column 'ctiy'; did you mean 'city'?");
        assertThat(PEOPLE.mistakesOf("rename", Map.of("nam", "x")))
                .containsExactly("transforms[0].rename.nam: there is no column 'nam'; did you mean 'name'?");
    }

    @Test
    void twoColumnsOfOneNameAndNoColumnAtAllAreRefused() {
        assertThat(PEOPLE.mistakesOf("rename", Map.of("name", "city")))
                .containsExactly("transforms[0].rename.name: there would be two columns 'city'");
        assertThat(PEOPLE.mistakesOf("drop", List.of("id", "name", "city")))
                .containsExactly("transforms[0].drop: leaves no column");
        assertThat(PEOPLE.mistakesOf("select", List.of("id", "id")))
                .containsExactly("transforms[0].select[1]: column 'id' stands twice");
    }

    @Test
    void anElementHoldsExactlyOneTransform() {
        assertThat(PEOPLE.mistakes(Map.of("transforms", List.of(Map.of("select", "id", "filter", "id > 1")))))
                .singleElement()
                .asString()
                .contains("exactly one of", "found select and filter");
        assertThat(PEOPLE.mistakes(Map.of("transforms", List.of(Map.of("selct", "id")))))
                .contains("transforms[0].selct: unknown key; did you mean 'select'?");
    }

    @Test
    void aLaterTransformSeesWhatAnEarlierOneMade() {
        Rig.Result result = PEOPLE.run(
                Map.of(
                        "transforms",
                        List.of(
                                Map.of("rename", Map.of("name", "person")),
                                Map.of("derive", Map.of("greeting", "'Hello ' + person")),
                                Map.of("filter", "greeting != 'Hello Bob'"),
                                Map.of("select", List.of("greeting")))),
                row(1, "Ada", "London"),
                row(2, "Bob", "Paris"));
        assertThat(result.rows()).containsExactly(Map.of("greeting", "Hello Ada"));
        assertThat(result.rejected()).isEmpty();
    }

    @Test
    void maskHidesCharactersAndNotBytes() {
        Rig.Result result = PEOPLE.transform(
                "mask",
                Map.of("columns", "name", "keep_first", 1, "keep_last", 2, "with", "•"),
                row(1, "Zoë 😀 Smith", "x"),
                row(2, "abc", "x"),
                row(3, null, "x"),
                row(4, "", "x"));
        assertThat(result.column("name")).containsExactly("Z••••••••th", "•••", null, "");
    }

    @Test
    void onlyTextCanBeMasked() {
        assertThat(PEOPLE.mistakesOf("mask", Map.of("columns", List.of("id"))))
                .containsExactly(
                        "transforms[0].mask.columns[0]: column 'id' is int64; only text can be masked, so cast it first");
    }

    @Test
    void hashIsTheHmacOfTheTextWithTheSaltAsKey() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("pepper and salt".getBytes("UTF-8"), "HmacSHA256"));
        String ada = HexFormat.of().formatHex(mac.doFinal("Ada".getBytes("UTF-8")));
        String seven = HexFormat.of().formatHex(mac.doFinal("7".getBytes("UTF-8")));
        Rig.Result result = PEOPLE.transform(
                "hash",
                Map.of("columns", List.of("name", "id"), "salt", "pepper and salt"),
                row(7, "Ada", "x"),
                row(7, null, "x"));
        assertThat(result.column("name")).containsExactly(ada, null);
        assertThat(result.column("id")).containsExactly(seven, seven);
        assertThat(result.schema().field(0).type()).isEqualTo(Primitive.STRING);
    }

    @Test
    void aSaltIsNeededAndNeverShown() {
        assertThat(PEOPLE.mistakesOf("hash", Map.of("columns", "name", "salt", "short")))
                .singleElement()
                .asString()
                .contains("transforms[0].hash.salt: must have 8 characters or more")
                .doesNotContain("'short'");
        assertThat(PEOPLE.mistakesOf("hash", Map.of("columns", "name")))
                .singleElement()
                .asString()
                .contains("transforms[0].hash.salt: is required");
    }

    @Test
    void deduplicateComparesWithTheRecordsItKeptLast() {
        Object[][] rows = {
            row(1, "a", "x"),
            row(2, "a", "y"),
            row(3, "b", "x"),
            row(4, "c", "x"),
            row(5, "a", "x"),
            row(6, null, "x"),
            row(7, null, "y")
        };
        assertThat(PEOPLE.transform("deduplicate", Map.of("key", "name", "window", 2), rows)
                        .column("id"))
                .as("the key a has left the window of 2 when record 5 comes")
                .containsExactly(1L, 3L, 4L, 5L, 6L);
        assertThat(PEOPLE.transform("deduplicate", Map.of("key", "name"), rows).column("id"))
                .containsExactly(1L, 3L, 4L, 6L);
        assertThat(PEOPLE.transform("deduplicate", Map.of("key", List.of("name", "city")), rows)
                        .column("id"))
                .containsExactly(1L, 2L, 3L, 4L, 6L, 7L);
    }

    @Test
    void neighbouringKeyColumnsAreNotMixedUp() {
        Rig.Result result = PEOPLE.transform(
                "deduplicate", Map.of("key", List.of("name", "city")), row(1, "ab", "c"), row(2, "a", "bc"));
        assertThat(result.rows()).hasSize(2);
    }

    @Test
    void theWindowGoesOnWhereItsStateWasTaken() {
        TransformPlan plan =
                PEOPLE.plan(Map.of("transforms", List.of(Map.of("deduplicate", Map.of("key", "name", "window", 3)))));
        StreamState state;
        try (TransformSession first = plan.open(StreamState.EMPTY, 0, null)) {
            Rig.run(first, plan, PEOPLE.batch(row(1, "a", ""), row(2, "b", ""), row(3, "c", ""), row(4, "d", "")));
            state = new StreamState(java.util.Objects.requireNonNull(first.state()));
        }
        try (TransformSession second = plan.open(state, 1, null)) {
            Rig.Result result = Rig.run(second, plan, PEOPLE.batch(row(5, "b", ""), row(6, "a", ""), row(7, "d", "")));
            assertThat(result.column("id")).as("a had left the window").containsExactly(6L);
        }
    }

    @Test
    void flattenMakesColumnsOfNestedFields() {
        Rig nested = Rig.of(
                "id int64!", "home struct<street:string,geo:struct<lat:float64,lon:float64>>", "tags list<string>");
        Rig.Result result = nested.transform(
                "flatten",
                Map.of("columns", "home", "separator", "."),
                row(1, Map.of("street", "Main", "geo", Map.of("lat", 1.5, "lon", 2.5)), List.of("x")),
                row(2, null, null),
                row(3, Map.of("street", "Side"), null));
        assertThat(result.schema().names())
                .containsExactly("id", "home.street", "home.geo.lat", "home.geo.lon", "tags");
        assertThat(result.column("home.geo.lat")).containsExactly(1.5, null, null);
        assertThat(result.column("home.street")).containsExactly("Main", null, "Side");
    }

    @Test
    void flattenRefusesWhatHasNoFieldsAndNamesThatMeet() {
        Rig clash = Rig.of("a_b int64", "a struct<b:int64>", "j json");
        assertThat(clash.mistakesOf("flatten", Map.of("columns", List.of("a"))))
                .singleElement()
                .asString()
                .contains("transforms[0].flatten: field 'a_b' stands twice", "choose another separator");
        assertThat(clash.mistakesOf("flatten", Map.of("columns", List.of("j"))))
                .singleElement()
                .asString()
                .contains("transforms[0].flatten.columns[0]: column 'j' is json");
    }

    /** For the custom transform below. */
    record Suffix(@ConfigKey(value = "what to add", required = true) String suffix) {}

    private static final class SuffixFactory implements IRecordTransformFactory<Suffix> {
        @Override
        public String name() {
            return "suffix";
        }

        @Override
        public String description() {
            return "Adds to the name";
        }

        @Override
        public Class<Suffix> configType() {
            return Suffix.class;
        }

        @Override
        public RecordTransform create(Suffix config) {
            return new RecordTransform() {
                @Override
                public RowSchema outputSchema(RowSchema input) {
                    if (input.indexOf("name") < 0) {
                        throw new ConfigException("", "needs a column 'name'");
                    }
                    return RowSchema.of(Field.of("name", Primitive.STRING));
                }

                @Override
                public @Nullable Map<String, @Nullable Object> apply(Map<String, @Nullable Object> record) {
                    String name = (String) record.get("name");
                    if ("bad".equals(name)) {
                        throw new IllegalStateException("a bad name");
                    }
                    return name == null ? null : Map.of("name", name + config.suffix());
                }
            };
        }
    }

    @Test
    void aCustomTransformChangesDropsAndRejects() {
        Rig rig = Rig.of("id int64!", "name string").with(new SuffixFactory());
        Map<String, Object> custom = Map.of("name", "suffix", "config", Map.of("suffix", "!"));
        Rig.Result result = rig.transform("custom", custom, row(1, "Ada"), row(2, null), row(3, "bad"));
        assertThat(result.rows()).containsExactly(Map.of("name", "Ada!"));
        assertThat(result.rejected()).singleElement().satisfies(rejected -> {
            assertThat(rejected.code()).isEqualTo("CUSTOM_FAILED");
            assertThat(rejected.place()).isEqualTo("test:3");
            assertThat(rejected.raw()).isEqualTo("{\"id\":3,\"name\":\"bad\"}");
        });
    }

    @Test
    void mistakesInACustomTransformsConfigurationHaveTheirKey() {
        Rig rig = Rig.of("id int64!").with(new SuffixFactory());
        assertThat(rig.mistakesOf("custom", Map.of("name", "suffix", "config", Map.of("sufix", "x"))))
                .contains("transforms[0].custom.config.sufix: unknown key; did you mean 'suffix'?");
        assertThat(rig.mistakesOf("custom", Map.of("name", "suffix", "config", Map.of("suffix", "x"))))
                .containsExactly("transforms[0].custom.config: needs a column 'name'");
        assertThat(Rig.of("id int64").mistakesOf("custom", Map.of("name", "nobody")))
                .containsExactly("transforms[0].custom.name: there is no transform 'nobody'");
    }

    @Test
    void deleteWhenAddsTheFieldThatTellsADestinationToDelete() {
        Rig.Result result =
                PEOPLE.run(Map.of("delete_when", "city == 'gone'"), row(1, "Ada", "gone"), row(2, "Bob", "here"));
        assertThat(result.column(TransformPlan.DELETE_FIELD)).containsExactly(true, false);
        assertThat(result.schema().field(3).nullable()).isFalse();
        assertThat(PEOPLE.mistakes(Map.of("delete_when", "id + 1")))
                .containsExactly("delete_when: 'id + 1' is int, neither true nor false");
    }
}
