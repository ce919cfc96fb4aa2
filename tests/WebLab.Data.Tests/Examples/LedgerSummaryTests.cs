using System.Security.Cryptography;
using WebLab.Data.Examples;

namespace WebLab.Data.Tests.Examples;

/// <summary>A ledger's summary says what its evaluations say, or nothing.</summary>
public sealed class LedgerSummaryTests : IDisposable
{
    private const int Count = 30,
        Classes = 4,
        Epochs = 12;

    private readonly string _folder = Directory.CreateTempSubdirectory("weblab-summary").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("ledger")]
    [InlineData("test-ledger")]
    public void Ledger_says_the_same_by_its_summary_as_by_its_evaluations(string recorder)
    {
        Write(1, Epochs, recorder: recorder);
        var summed = Summed(recorder);
        File.Delete(Summary(recorder));
        var read = Columns(recorder);
        Assert.Equal(read, Columns(summed));
        Assert.Contains(read["first-fit"], float.IsNaN);
        Assert.Equal(Epochs, summed.Evaluations.Count);
    }

    [Fact]
    public void Run_that_is_resumed_adds_to_what_stays_of_the_evaluations_before()
    {
        Write(1, 9);
        // As a run goes on that was paused, and as one that measures epochs again.
        foreach (var (from, to) in new[] { (10, 11), (5, Epochs) })
        {
            Write(from, to, seed: from);
            var summed = Columns(Summed());
            File.Delete(Summary());
            Assert.Equal(Columns(), summed);
        }
        // A killed one left none.
        Write(Epochs + 1, Epochs + 2);
        Assert.Equal(Epochs + 2, Summed().Evaluations.Count);
    }

    [Fact]
    public void Summary_of_another_ledger_is_not_believed()
    {
        Write(1, Epochs, seed: 1);
        var other = File.ReadAllBytes(Summary());
        Write(1, Epochs, seed: 2);
        var own = Columns();
        Assert.Equal(File.ReadAllBytes(Summary()).Length, other.Length);
        File.WriteAllBytes(Summary(), other);
        Assert.Null(LedgerSummary.Find(ExampleFile.OpenWhole(Ledger())));
        Assert.Equal(own, Columns());
    }

    [Fact]
    public void Summary_says_nothing_of_a_ledger_that_was_changed_cut_or_has_grown()
    {
        Write(1, Epochs);
        var (whole, summary) = (File.ReadAllBytes(Ledger()), File.ReadAllBytes(Summary()));
        var last = ExampleFile.Open(Ledger()).Evaluations[^1];
        byte[] changed = [.. whole];
        changed[last.Start + 40] ^= 1;
        foreach (var bytes in new[] { changed, whole[..(int)last.Start], whole[..^1] })
        {
            File.WriteAllBytes(Ledger(), bytes);
            Assert.Null(LedgerSummary.Find(ExampleFile.OpenWhole(Ledger())));
            Assert.Equal(Epochs - 1, Open().Evaluations.Count);
        }
        File.WriteAllBytes(Ledger(), whole);
        Write(Epochs + 1, Epochs + 1);
        File.WriteAllBytes(Summary(), summary);
        Assert.Null(LedgerSummary.Find(ExampleFile.OpenWhole(Ledger())));
        Assert.Equal(Epochs + 1, Open().Evaluations.Count);
    }

    [Fact]
    public void Summary_in_which_any_byte_was_changed_or_that_is_longer_or_shorter_is_passed_over_and_made_anew()
    {
        Write(1, Epochs);
        var (summary, columns) = (File.ReadAllBytes(Summary()), Columns());
        var ledger = ExampleFile.OpenWhole(Ledger());
        for (var at = 0; at < summary.Length; at++)
        {
            byte[] bytes = [.. summary];
            bytes[at] ^= 4;
            AssertPassedOver(bytes);
        }
        AssertPassedOver(summary[..^1]);
        AssertPassedOver([.. summary, 0]);
        AssertPassedOver([]);

        var read = Open();
        Assert.Equal(columns, Columns(read));
        read.KeepSummary();
        Assert.Equal(summary, File.ReadAllBytes(Summary()));

        void AssertPassedOver(byte[] bytes)
        {
            File.WriteAllBytes(Summary(), bytes);
            Assert.Null(LedgerSummary.Find(ledger));
        }
    }

    [Fact]
    public void Where_no_summary_can_be_written_the_ledger_is_read()
    {
        Directory.CreateDirectory(Summary());
        Write(1, Epochs);
        var read = Open();
        read.KeepSummary();
        Assert.Equal(Epochs, read.Evaluations.Count);
        Assert.Equal([Ledger(), Summary()], Directory.GetFileSystemEntries(_folder).Order(StringComparer.Ordinal));
    }

    /// <summary>Whoever changes what is added up, or how it is kept, gives it another version: older files then are made anew.</summary>
    [Fact]
    public void Summary_of_a_version_has_always_the_same_bytes()
    {
        // Of differences that leave no rounding.
        Write(1, Epochs, steepness: 1_000);
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Summary())));
        Assert.Equal("245c265266f188ad65018b69a08e0a51", hash[..32]);
    }

    private string Ledger(string recorder = "ledger") => Path.Combine(_folder, ExampleFile.NameOf(Guid.Empty, recorder));

    private string Summary(string recorder = "ledger") => LedgerSummary.PathOf(Ledger(recorder));

    private ExampleLedger Open(string recorder = "ledger") => ExampleLedger.Open(ExampleFile.OpenWhole(Ledger(recorder)), [], _ => null)!;

    private ExampleLedger Summed(string recorder = "ledger")
    {
        Assert.NotNull(LedgerSummary.Find(ExampleFile.OpenWhole(Ledger(recorder))));
        return Open(recorder);
    }

    private Dictionary<string, float[]> Columns(string recorder = "ledger") => Columns(Open(recorder));

    private static Dictionary<string, float[]> Columns(ExampleLedger ledger) =>
        ledger.Columns.ToDictionary(column => column.Name, column => ledger.Values(column.Name)!);

    private void Write(int from, int to, int seed = 1, string recorder = "ledger", int steepness = 1)
    {
        var (given, truth) = (new byte[Count], new byte[Count]);
        for (var i = 0; i < Count; i++)
            (given[i], truth[i]) = ((byte)(i % Classes), (byte)(i % 3));
        ExampleRecorder of = recorder == "ledger" ? new LedgerRecorder() : new TestLedgerRecorder();
        var header = new ExampleHeader(recorder, of.Columns, Count, Classes, new('a', 64), [])
        {
            Split = of.Split,
            GivenLabels = given,
            TrueLabels = truth,
        };
        using var writer = ExampleFileWriter.Open(Ledger(recorder), header, from);
        var random = new RandomStream((ulong)seed);
        for (var epoch = from; epoch <= to; epoch++)
        {
            var logits = new float[Count, Classes];
            var (predictions, shown) = (new int[Count], new int[Count]);
            for (var i = 0; i < Count; i++)
            {
                var ranks = random.Permutation(Classes);
                for (var label = 0; label < Classes; label++)
                    logits[i, label] = steepness * ranks[label];
                // Some are never fitted.
                predictions[i] = i % 7 == 0 ? (given[i] + 1) % Classes : random.NextInt(Classes);
                shown[i] = random.NextInt(Classes);
            }
            writer.Add(epoch, epoch * 3, of, new(predictions, given, truth, new bool[Count], () => logits, shown));
        }
    }
}
