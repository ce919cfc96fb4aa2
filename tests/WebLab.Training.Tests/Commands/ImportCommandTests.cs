using System.Diagnostics;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Training.Tests.Import;

namespace WebLab.Training.Tests.Commands;

/// <summary>The import as a person and as a server start it: a process of its own.</summary>
[Trait("Speed", "Slow")]
public sealed class ImportCommandTests : IDisposable
{
    private readonly ImportTrial _trial = new();
    private readonly TemporaryFolder _store = new();

    public void Dispose()
    {
        _trial.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task A_person_imports_a_table_into_the_catalogue_and_hears_what_is_wrong_with_another()
    {
        var table = _trial.Write(
            "my flowers.csv",
            "size,kind\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{(i % 2 == 0 ? "a" : "b")}\n"))
        );
        var run = await WeblabProcess.Run("datasets", "import", table, "--store", _store.Path, "--hold-out", "0.25");
        Assert.Equal((0, 0), (run.ExitCode, run.Errors.Count));
        Assert.Contains(
            run.Output,
            line => line.Contains("is a table of 20 rows and 2 columns; kind is the label, of 2 classes.", StringComparison.Ordinal)
        );
        Assert.StartsWith(
            "my-flowers: 16 training and 4 test examples of 1 features in 2 classes",
            run.Output[^1],
            StringComparison.Ordinal
        );
        var entry = Assert.Single(CatalogueFolder.Read(_store.File("catalogue")));
        Assert.Equal(("my-flowers", "my flowers", DatasetKind.Features), (entry.Facts.Name, entry.Facts.Title, entry.Facts.Kind));
        Assert.Equal(["size"], entry.Facts.Columns);

        foreach (
            var (arguments, sentence) in new (string[], string)[]
            {
                ([table, "--store", _store.Path], "is there already: give the set another name, or remove that first."),
                (
                    [table, "--store", _store.Path, "--name", "x", "--label-column", "colour"],
                    "label column must be a column of my flowers.csv"
                ),
                ([table, "--store", _store.Path, "--name", "Bad Name"], "name must have 1 to 40 lower-case letters"),
                ([table], "store or into must be a folder that exists"),
                ([_store.File("nothing"), "--into", _store.Path], "is neither a file nor a folder."),
            }
        )
        {
            run = await WeblabProcess.Run(["datasets", "import", .. arguments]);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains(sentence, Assert.Single(run.Errors), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_set_that_a_killed_import_left_without_its_entry_keeps_its_name_from_nobody()
    {
        var table = _trial.Write("flowers.csv", "size,kind\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{i % 2}\n")));
        var (place, catalogue) = (_store.File("datasets/flowers"), _store.File("catalogue"));
        string[] import = ["datasets", "import", table, "--store", _store.Path];
        // As a kill between the whole set and its entry leaves it: the set, the mark that nobody holds, and no entry.
        var sets = Directory.CreateDirectory(_store.File("datasets")).FullName;
        Assert.Equal(0, (await WeblabProcess.Run("datasets", "import", table, "--into", sets)).ExitCode);
        var mark = _store.File("datasets/.entering-flowers");
        await File.WriteAllTextAsync(mark, "", TestContext.Current.CancellationToken);
        using (EnteringSet.Begin(_store.File("datasets/other"), catalogue))
            Assert.False(Directory.Exists(place));
        Assert.Equal(0, (await WeblabProcess.Run(import)).ExitCode);
        Assert.Equal(place, Assert.Single(CatalogueFolder.Read(catalogue)).Place);
        Assert.Empty(Directory.GetFiles(sets));

        // One that was killed after its entry was written leaves the mark alone: the set stays.
        await File.WriteAllTextAsync(mark, "", TestContext.Current.CancellationToken);
        EnteringSet.Sweep(sets, catalogue);
        Assert.True(Directory.Exists(place) && !File.Exists(mark));

        // While one is at work another of its name is refused, and takes nothing away.
        using var atWork = EnteringSet.Begin(_store.File("datasets/roses"), catalogue);
        var refused = await WeblabProcess.Run([.. import, "--name", "roses"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith(
            "name must be another than roses, which is being imported",
            Assert.Single(refused.Errors),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_server_hears_what_was_understood_and_how_it_ended_in_lines_of_JSON()
    {
        for (var i = 0; i < 20; i++)
            _trial.Write($"{i % 2}/{i}.png", ImportTrial.Png(6, 6, 3, (byte)i));
        var order = _store.File("order.json");
        await Write(order, new ImportOrder([_trial.Sources]) { Target = _trial.Target, Titles = ["digits"] });
        var run = await WeblabProcess.Run("import", "--order", order);
        Assert.Equal((0, 0), (run.ExitCode, run.Errors.Count));
        var lines = run.Output.Select(line => JsonSerializer.Deserialize<ImportLine>(line, LabJson.Options)!).ToList();
        Assert.StartsWith(
            "digits holds 20 images in folders of 2 classes",
            Assert.Single(lines, line => line.Preview is not null).Preview!.Understood[0],
            StringComparison.Ordinal
        );
        Assert.Equal((16, 4), (lines[^1].End!.Facts!.TrainCount, lines[^1].End!.Facts!.TestCount));
        Assert.Equal(0, lines[^1].End!.LeftOut!.Count);

        // A person who imports hears in the last line what could not be read.
        _trial.Write("0/page.png", "<html>not found</html>");
        run = await WeblabProcess.Run("datasets", "import", _trial.Sources, "--into", _store.Path, "--name", "digits");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1 of 21 examples cannot be read and is left out: 0/page.png", run.Output[^1], StringComparison.Ordinal);

        await Write(order, new ImportOrder([_store.File("nothing")]) { Target = _trial.Target + "2" });
        run = await WeblabProcess.Run("import", "--order", order);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "neither a file nor a folder",
            JsonSerializer.Deserialize<ImportLine>(run.Output[^1], LabJson.Options)!.End!.Problem,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_import_that_is_killed_leaves_no_set_and_the_next_sweeps_what_is_left()
    {
        for (var i = 0; i < 1_000; i++)
            _trial.Write($"{i % 2}/{i}.png", ImportTrial.Png(64, 64, 3, (byte)i));
        var order = _store.File("order.json");
        await Write(
            order,
            new ImportOrder([_trial.Sources])
            {
                Target = _trial.Target,
                Choices = new() { Side = 256 },
            }
        );
        using (
            var process = Process.Start(
                new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "WebLab.Training.dll"), "import", "--order", order])
                {
                    RedirectStandardOutput = true,
                }
            )!
        )
        {
            string? line;
            do line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            while (line is not null && !line.Contains("reading images", StringComparison.Ordinal));
            Assert.NotNull(line);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Assert.False(Directory.Exists(_trial.Target));
        Assert.NotEmpty(Directory.GetFileSystemEntries(Path.GetDirectoryName(_trial.Target)!));
        var (end, _, _) = _trial.Import(new());
        Assert.Equal(1_000, end.Facts!.TrainCount + end.Facts.TestCount);
    }

    private static Task Write(string path, ImportOrder order) =>
        File.WriteAllTextAsync(path, JsonSerializer.Serialize(order, LabJson.Options), TestContext.Current.CancellationToken);
}
