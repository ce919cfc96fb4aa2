using System.Text;

namespace WebLab.Training.Tests.Import;

/// <summary>What nothing in a table tells and a person can say; and what is shown of its rows before.</summary>
public sealed class TableChoicesTests : IDisposable
{
    private readonly ImportTrial _trial = new();

    public void Dispose() => _trial.Dispose();

    [Fact]
    public void Ten_rows_of_each_class_are_shown_as_they_will_be_stored()
    {
        var table = Table("length,coat,label", i => $"{i}.25,{(i % 3 == 0 ? "long" : "short")},{(i % 2 == 0 ? "cat" : "dog")}");
        _trial.Write("pets.csv", table);
        var preview = _trial.Preview(new());
        Assert.Equal(["length", "coat"], preview.RowNames);
        Assert.Equal(20, preview.Rows.Count);
        Assert.Equal(["cat", "dog"], preview.Rows.Select(row => row.Class).Distinct());
        Assert.Equal(["0.25", "long"], preview.Rows[0].Values);
        Assert.Equal(["1.25", "short"], preview.Rows[10].Values);
    }

    [Fact]
    public void Letters_that_nothing_tells_are_read_as_is_said()
    {
        var cyrillic = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
        var table = Table("length,label", i => $"0.{i + 1},{(i % 2 == 0 ? "\u043a\u043e\u0442" : "\u043f\u0451\u0441")}");
        _trial.Write("pets.csv", cyrillic.GetBytes(table));
        Assert.Equal("windows-1252", _trial.Preview(new()).Choices.Encoding);
        var preview = _trial.Preview(new() { Encoding = "windows-1251" });
        Assert.Equal(["\u043a\u043e\u0442", "\u043f\u0451\u0441"], preview.Classes.Select(each => each.Name));
        Assert.Equal("windows-1251", preview.Choices.Encoding);
        Assert.Contains("encoding", preview.Changeable);
        var (problem, _) = _trial.Question(new() { Encoding = "klingon" });
        Assert.StartsWith("encoding must be one of utf-8, ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Quotation_marks_may_be_others_or_letters()
    {
        var inches = _trial.Write("inches.csv", Table("size,length,label", i => $"{(i == 7 ? "\"" : "")}{i % 2} inch,0.{i + 1},{i % 2}"));
        var (problem, question) = _trial.Question(new(), inches);
        Assert.Contains("has a quotation mark in the row of line", problem, StringComparison.Ordinal);
        Assert.Equal("quotes", question.Field);
        Assert.Equal("none", _trial.Preview(question.Choices with { Quotes = "none" }, inches).Choices.Quotes);

        var single = _trial.Write("single.csv", Table("name,length,label", i => $"'big, {i % 2}',0.{i + 1},{i % 2}"));
        var preview = _trial.Preview(new() { Quotes = "single" }, single);
        Assert.Equal(["big, 0", "big, 1"], preview.Columns[0].Examples.Order());
    }

    private static string Table(string heading, Func<int, string> row) =>
        $"{heading}\n{string.Join('\n', Enumerable.Range(0, 40).Select(row))}\n";
}
