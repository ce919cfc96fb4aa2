using System.Globalization;
using System.Text;

namespace WebLab.Training.Tests.Import;

/// <summary>Tables that are none are refused with one sentence, in little memory and time, and nothing is written.</summary>
[Trait("Speed", "Slow")]
public sealed class HostileTablesTests : IDisposable
{
    private readonly ImportTrial _trial = new();

    public static TheoryData<string, string> Tables =>
        new()
        {
            { "a quotation mark without end", "has a quotation mark in the row of line 3 that is not closed" },
            { "one line of 20 million characters", "does not end within 16,777,216 characters" },
            { "a million columns", "has more than 10,000 columns in line 1" },
            { "rows of other lengths", "has 2 cells in line 3 where the rows above have 3" },
            { "a heading alone", "no column that looks like labels" },
            { "a heading of other length", "has 5 columns in its heading and 3 in the line below" },
            { "bytes of a program", "holds bytes that no text has" },
            { "blank lines alone", "has no rows" },
            { "one column", "has one column only" },
            { "one label", "has one class only" },
            { "a label a row", "no column that looks like labels" },
            { "no such label column", "label column must be a column of" },
            { "labels missing everywhere", "no row with a label" },
            { "labels and nothing else", "has no column of features beside its labels" },
            { "a gzip cut off", "is not whole" },
            { "a gzip damaged", "is not whole" },
            { "a gzip of nothing but blank lines", "200 times its" },
            { "a class of a control character", "a class's name has 1 to 100 characters" },
            { "two tables", "has 2 tables: give one of" },
        };

    public void Dispose() => _trial.Dispose();

    [Theory]
    [MemberData(nameof(Tables))]
    public void Hostile_tables_are_refused(string what, string sentence)
    {
        MakeTable(what);
        _trial.Refuses(new() { LabelColumn = what == "no such label column" ? "nothing" : null }, sentence);
    }

    [Fact]
    public void Numbers_that_are_none_count_as_missing_and_are_told()
    {
        _trial.Write(
            "t.csv",
            "x,y\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 40)
                        .Select(i =>
                            $"{(i switch { 3 => "NaN", 5 => "inf", 7 => "1e999", 9 => "-Infinity", 11 => "abc", _ => $"{i}" })},{i % 2}\n"
                        )
                )
        );
        var (_, splits, set) = _trial.Import(new());
        Assert.All(splits.Train.Features!, value => Assert.True(float.IsFinite(value)));
        Assert.Contains(set.Odd, sentence =>
            sentence.StartsWith("The column x has 4 cells that are no finite number, for example inf in line 7", StringComparison.Ordinal)
        );
    }

    private void MakeTable(string what)
    {
        const string Rows = "a,b,y\n1,2,p\n3,4,q\n5,6,p\n7,8,q\n";
        var text = what switch
        {
            "a quotation mark without end" => "a,b,y\n1,2,p\n\"3,4,q\n5,6,p\n",
            "one line of 20 million characters" => "a,b,y\n1,2,p\n" + new string('x', 20_000_000),
            "a million columns" => string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => i.ToString(CultureInfo.InvariantCulture)))
                + "\n",
            "rows of other lengths" => "a,b,y\n1,2,p\n3,4\n5,6,p\n",
            "a heading alone" => "a,b,y\n",
            "a heading of other length" => "a,b,c,d,y\n1,2,p\n3,4,q\n5,6,p\n",
            "bytes of a program" => "\u007fELF\u0002\u0001\u0001\0\0\0\0",
            "blank lines alone" => "\n\n   \n\r\n",
            "one column" => "y\np\nq\np\n",
            "one label" => "a,y\n1,p\n2,p\n3,p\n4,p\n",
            "a label a row" => "a,b,c\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i / 7.0},{i / 9.0},{i / 11.0}\n")),
            "labels missing everywhere" => "a,b,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i / 7.0},{i / 9.0},\n")),
            "labels and nothing else" => "id,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{i % 2}\n")),
            "a class of a control character" => "a,y\n"
                + string.Concat(Enumerable.Range(0, 10).Select(i => $"{i},{(i % 2 == 0 ? "p\u200B\u202E" : "q")}\n")),
            _ => Rows,
        };
        switch (what)
        {
            case "two tables":
                _trial.Write("one.csv", Rows);
                _trial.Write("two.csv", Rows);
                break;
            case "a gzip cut off":
                _trial.Write("t.csv.gz", Packed(string.Concat(Enumerable.Range(0, 3_000).Select(i => $"{i},{i * i},{i % 2}\n")))[..^9]);
                break;
            case "a gzip damaged":
                var damaged = Packed(string.Concat(Enumerable.Range(0, 3_000).Select(i => $"{i},{i * i},{i % 2}\n")));
                damaged[^6] ^= 1;
                _trial.Write("t.csv.gz", damaged);
                break;
            case "a gzip of nothing but blank lines":
                _trial.Write("t.csv.gz", Packed(Rows + new string('\n', 70_000_000)));
                break;
            default:
                _trial.Write("t.csv", text);
                break;
        }
    }

    private static byte[] Packed(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(bytes, System.IO.Compression.CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }
}
