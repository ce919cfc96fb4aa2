using WebLab.Contracts.LabelAudits;
using WebLab.Data.Datasets;
using WebLab.Data.LabelAudits;

namespace WebLab.Data.Tests.LabelAudits;

public sealed class OddityTests
{
    private const int Rows = 400;

    [Fact]
    public void Equal_examples_are_found_within_and_across_splits()
    {
        var train = new ImageSet(2, 2, 1, [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 9, 9, 9, 9], [0, 1, 1, 0]);
        var test = new ImageSet(2, 2, 1, [5, 6, 7, 8, 0, 0, 0, 0], [1, 0]);
        var groups = Duplicates.Exact(train, [0, 1, 1, 0], test);
        Assert.Equal(2, groups.Count);
        Assert.Equal((true, false), (groups[0].HasDifferentLabels, groups[0].IsLeak));
        Assert.Equal([0, 2], groups[0].Examples.Select(example => example.Index));
        Assert.Equal((false, true), (groups[1].HasDifferentLabels, groups[1].IsLeak));
        Assert.Equal(["train", "test"], groups[1].Examples.Select(example => example.Split));
    }

    [Fact]
    public void Near_examples_are_those_within_the_bound_that_are_not_known_already()
    {
        (LabelAuditExample, LabelAuditExample, double)[] pairs =
        [
            (new("train", 0, 0), new("train", 1, 1), 1.29),
            (new("train", 2, 0), new("train", 3, 0), 1.31),
            (new("train", 4, 0), new("train", 5, 0), 0),
        ];
        var exact = new DuplicateGroup([new("train", 4, 0), new("train", 5, 0)], true, 0, false, false);
        var near = Assert.Single(Duplicates.Near(pairs, 10, [exact]));
        Assert.Equal((0.129, true, false), (near.Distance, near.HasDifferentLabels, near.IsExact));
    }

    [Fact]
    public void Odd_columns_are_told_from_ordinary_ones()
    {
        var random = new RandomStream(2);
        var given = Enumerable.Range(0, Rows).Select(_ => random.NextInt(3)).ToArray();
        var features = new float[Rows * 6];
        for (var row = 0; row < Rows; row++)
        {
            var ordinary = (float)(given[row] + random.NextGaussian());
            float[] values =
            [
                ordinary,
                7,
                row + 100,
                (given[row] * 10) + (float)random.NextDouble(),
                ordinary,
                (float)random.NextGaussian(),
            ];
            values.CopyTo(features, row * 6);
        }
        var odd = ColumnChecks.Of(new(6, features, new byte[Rows]), given, 3, ["a", "b", "c", "d", "e", "f"]);
        Assert.Equal(
            [("b", OddColumnKind.Constant), ("c", OddColumnKind.RowNumber), ("d", OddColumnKind.Leaking), ("e", OddColumnKind.Copy)],
            odd.Select(column => (column.Name, column.Kind))
        );
        Assert.Equal("e has the same values as a.", odd[3].Sentence);
    }

    [Fact]
    public void A_column_that_numbers_the_rows_of_a_file_is_told_though_an_import_took_rows_out_and_shuffled_the_others()
    {
        var random = new RandomStream(4);
        // The file's rows in the order of the set: a number for each, one with gaps, a shuffled one, and something ordinary.
        int[] rows = random.Permutation(Rows),
            shuffled = random.Permutation(Rows);
        float[] Values(int row) => [row + 1, 3 * row, shuffled[row], row % 50];
        var (train, test) = (rows[..320], rows[320..]);
        ImageSet Set(int[] some) => new(4, [.. some.SelectMany(Values)], [.. some.Select(row => (byte)(row % 2))]);
        var subject = new LabelAuditSubject("Table", ["a", "b"], Set(train), [.. train.Select(row => row % 2)])
        {
            Test = Set(test),
            Columns = ["id", "key", "lot", "x"],
            Origins = [.. train.Select(row => $"row {row + 1}")],
            TestOrigins = [.. test.Select(row => $"row {row + 1}")],
        };
        Assert.Equal(
            [
                "id numbers the rows.",
                "key rises from each row to the next: it numbers the rows, or they are sorted by it.",
                "lot has each whole number from 0 to 399 once: it numbers the rows.",
            ],
            ColumnChecks.Of(subject).Where(column => column.Kind == OddColumnKind.RowNumber).Select(column => column.Sentence)
        );
    }

    [Fact]
    public void Labels_are_put_into_the_order_of_the_file_where_their_rows_are_known()
    {
        var subject = new LabelAuditSubject("Table", ["a", "b"], new(1, new float[3], new byte[3]), [1, 0, 1])
        {
            Origins = ["row 12", "row 2", "row 9"],
            TestOrigins = ["row 10"],
        };
        Assert.Equal([0, 1, 0, 1], FileOrder.Of(subject)!.Sort(subject.Given, [0]));
        // Pictures are no rows, and rows of another file have no place among these.
        Assert.Null(FileOrder.Of(subject with { Origins = ["a/1.png", "b/2.png", "a/3.png"] }));
        Assert.Equal([0, 1, 1], FileOrder.Of(subject with { TestOrigins = ["test.npy 3"] })!.Sort(subject.Given, [0]));
    }

    [Fact]
    public void Text_columns_that_are_constant_give_the_label_away_or_repeat_another_are_told_as_one_each()
    {
        var random = new RandomStream(3);
        var given = Enumerable.Range(0, Rows).Select(_ => random.NextInt(3)).ToArray();
        var free = Enumerable.Range(0, Rows).Select(_ => random.NextInt(3)).ToArray();
        var table = new TextTable();
        table.Add("free", free, "x", "y", "z");
        table.Add("same", new int[Rows], "only", "other");
        // Three words for each class: none of them tells all of its class.
        table.Add("leak", [.. given.Select((label, row) => (3 * label) + (row % 3))], [.. Enumerable.Range(0, 9).Select(i => $"w{i}")]);
        table.Add("again", [.. free.Select(word => 2 - word)], "u", "v", "is missing");
        // Words of two rows tell nothing, though each would tell its own rows.
        table.Add("rare", [.. Enumerable.Range(0, Rows).Select(row => row / 2)], [.. Enumerable.Range(0, Rows / 2).Select(i => $"r=a{i}")]);
        table.Add("names", [.. Enumerable.Range(0, Rows)], [.. Enumerable.Range(0, Rows).Select(i => $"n{i}")]);
        var odd = ColumnChecks.Of(table.Set, given, 3, table.Names);
        Assert.Equal(
            [
                ("same", OddColumnKind.Constant),
                ("leak", OddColumnKind.Leaking),
                ("again", OddColumnKind.Copy),
                ("names", OddColumnKind.RowNumber),
            ],
            odd.Select(column => (column.Name, column.Kind))
        );
        Assert.Equal("again parts the rows as free does.", odd[2].Sentence);
        Assert.Equal(1, odd[1].Value);
    }

    [Fact]
    public void Columns_that_are_no_words_of_one_column_are_none_though_their_names_look_so()
    {
        var table = new TextTable();
        table.Add("a=b", [.. Enumerable.Range(0, Rows).Select(row => row % 2)], "c", "d");
        table.Add("a", [.. Enumerable.Range(0, Rows).Select(row => row % 3)], "c=1", "d", "f");
        Assert.Equal(
            [("a=b", 0, "c,d"), ("a", 2, "c=1,d,f")],
            TextColumn.Of(table.Set, table.Names).Select(text => (text.Name, text.First, string.Join(',', text.Words)))
        );
        var set = table.Set;
        set.Features![0] = 0.5f;
        Assert.Equal(["a"], TextColumn.Of(set, table.Names).Select(text => text.Name));
    }

    [Fact]
    public void A_reduced_image_has_the_means_of_its_squares()
    {
        var reduced = ReducedImages.Of(new(4, 4, 1, [0, 4, 8, 8, 4, 8, 8, 8, 1, 1, 2, 2, 1, 1, 2, 2], [0]), 2);
        Assert.Equal((2, 2), (reduced.Height, reduced.Width));
        Assert.Equal([4, 8, 1, 2], reduced.Pixels);
    }

    [Fact]
    public void A_class_with_less_than_a_tenth_of_an_equal_share_is_small()
    {
        var checks = ProbabilityAudit.ClassChecks(["a", "b"], [.. Enumerable.Repeat(0, 96), .. Enumerable.Repeat(1, 4)], null);
        Assert.Equal([false, true], checks.Select(check => check.IsSmall));
    }

    /// <summary>A table of text columns as import writes them.</summary>
    private sealed class TextTable
    {
        private readonly List<string> _names = [];
        private readonly List<float[]> _columns = [];

        public IReadOnlyList<string> Names => _names;

        public ImageSet Set =>
            new(_columns.Count, [.. Enumerable.Range(0, Rows).SelectMany(row => _columns.Select(column => column[row]))], new byte[Rows]);

        public void Add(string name, int[] values, params string[] words)
        {
            for (var word = 0; word < words.Length; word++)
            {
                var own = word;
                _names.Add(words[word] == "is missing" ? $"{name} is missing" : $"{name}={words[word]}");
                _columns.Add(Array.ConvertAll(values, value => value == own ? 1f : 0f));
            }
        }
    }
}
