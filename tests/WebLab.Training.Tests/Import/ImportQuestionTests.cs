using System.Globalization;
using System.Text;
using WebLab.Contracts.Datasets;

namespace WebLab.Training.Tests.Import;

/// <summary>Of files that are not understood it is told what can be said otherwise, and saying it helps.</summary>
public sealed class ImportQuestionTests : IDisposable
{
    private readonly ImportTrial _trial = new();

    public void Dispose() => _trial.Dispose();

    [Fact]
    public void A_label_column_that_nothing_tells_is_asked_for_among_the_columns()
    {
        _trial.Write("pets.csv", Table("length,pet,width", i => $"0.{i + 1},{(i % 2 == 0 ? "cat" : "dog")},1.{i + 1}"));
        var (problem, question) = _trial.Question(new());
        Assert.Equal(
            "sources has no column that looks like labels: say which is the label column, one of length, pet, width.",
            problem.Replace("pets.csv in sources", "sources", StringComparison.Ordinal)
        );
        Assert.Equal("labelColumn", question.Field);
        Assert.Equal(["length", "pet", "width"], question.Columns);
        Assert.All(
            new[] { "labelColumn", "splitColumn", "separator", "decimalMark", "hasHeading", "quotes", "encoding", "missing", "holdOut" },
            choice => Assert.Contains(choice, question.Changeable)
        );
        Assert.DoesNotContain("form", question.Changeable);
        Assert.Equal(["cat", "dog"], _trial.Preview(question.Choices with { LabelColumn = "pet" }).Classes.Select(each => each.Name));
    }

    [Fact]
    public void A_label_column_of_too_many_values_is_asked_for_again()
    {
        _trial.Write("pets.csv", Table("length,pet,label", i => $"{i % 9},{(i % 2 == 0 ? "cat" : "dog")},name {i}", 400));
        var (problem, question) = _trial.Question(new() { HoldOut = 0.3 });
        Assert.Contains("column label, has more than 256 classes", problem, StringComparison.Ordinal);
        Assert.Equal("labelColumn", question.Field);
        Assert.Equal(0.3, question.Choices.HoldOut);
        var preview = _trial.Preview(question.Choices with { LabelColumn = "pet" });
        Assert.Equal(2, preview.Classes.Count);
        Assert.Equal(0.3, preview.Choices.HoldOut);
    }

    [Fact]
    public void A_table_beside_images_that_has_too_many_labels_is_asked_for_its_columns()
    {
        for (var i = 0; i < 260; i++)
            _trial.Write(Invariant($"images/{i}.png"), ImportTrial.Png(4, 4));
        _trial.Write("list.csv", Table("name,label,pet", i => $"{i}.png,l{i},{(i % 2 == 0 ? "cat" : "dog")}", 260));
        var (problem, question) = _trial.Question(new());
        Assert.Contains("more than 256 classes", problem, StringComparison.Ordinal);
        Assert.Equal(("labelColumn", ImportForm.ImageTable), (question.Field, question.Choices.Form));
        Assert.Equal(["name", "label", "pet"], question.Columns);
        Assert.Contains("fileColumn", question.Changeable);
        Assert.Equal(2, _trial.Preview(question.Choices with { LabelColumn = "pet" }).Classes.Count);
    }

    [Fact]
    public void Of_two_arrays_of_labels_one_is_asked_for()
    {
        _trial.Write("x.npy", Array("12, 5", new byte[60]));
        _trial.Write("coarse_labels.npy", Array("12,", Labels(12, 2)));
        _trial.Write("fine_labels.npy", Array("12,", Labels(12, 4)));
        var (problem, question) = _trial.Question(new());
        Assert.EndsWith("say which is the label column, coarse_labels or fine_labels.", problem, StringComparison.Ordinal);
        Assert.Equal("labelColumn", question.Field);
        Assert.Equal(["coarse_labels", "fine_labels"], question.Columns);
        var preview = _trial.Preview(question.Choices with { LabelColumn = "fine_labels" });
        Assert.Equal((4, "fine_labels"), (preview.Classes.Count, preview.Choices.LabelColumn));
        // Another can be said still.
        Assert.Contains("labelColumn", preview.Changeable);
        Assert.Equal(["coarse_labels", "fine_labels"], preview.LabelArrays);
    }

    [Fact]
    public void A_stray_array_among_images_leaves_the_form_to_be_said()
    {
        for (var i = 0; i < 12; i++)
            _trial.Write(Invariant($"{(i % 2 == 0 ? "cat" : "dog")}/{i}.png"), ImportTrial.Png(4, 4));
        _trial.Write("features.npy", Array("12, 5", new byte[60]));
        var (problem, question) = _trial.Question(new());
        Assert.Contains("one array of images or features and one of labels are expected", problem, StringComparison.Ordinal);
        Assert.Equal(("form", ImportForm.Arrays), (question.Field, question.Choices.Form));
        Assert.Equal(["form"], question.Changeable);
        Assert.Equal(["cat", "dog"], _trial.Preview(new() { Form = ImportForm.ImageFolders }).Classes.Select(each => each.Name));
    }

    [Fact]
    public void A_choice_out_of_its_range_is_asked_for_by_its_field()
    {
        _trial.Write("pets.csv", Table("length,label", i => $"0.{i + 1},{i % 2}"));
        var (problem, question) = _trial.Question(new() { HoldOut = 0.8 });
        Assert.Equal("holdOut must be above 0 and at most 0.5; it was 0.8.", problem);
        Assert.Equal("holdOut", question.Field);
    }

    private static string Table(string heading, Func<int, string> row, int count = 20) =>
        $"{heading}\n{string.Join('\n', Enumerable.Range(0, count).Select(row))}\n";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static byte[] Labels(int count, int classes) => [.. Enumerable.Range(0, count).Select(i => (byte)(i % classes))];

    private static byte[] Array(string shape, byte[] values)
    {
        var header = $"{{'descr': '|u1', 'fortran_order': False, 'shape': ({shape}), }}\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. values];
    }
}
