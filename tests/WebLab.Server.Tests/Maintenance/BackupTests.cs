using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Maintenance;

[Trait("Speed", "Slow")]
public sealed class BackupTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weblab-backup-");

    [Fact]
    public async Task Backup_of_a_training_server_is_whole_and_restores_into_another_store()
    {
        var (store, file, other) = (Path("store"), Path("backup.zip"), Path("other"));
        RunSummary done,
            training;
        Curve doneCurve;
        long before,
            after;
        await using (var server = await LabServer.Start(store))
        {
            await using var watcher = await Watcher.Start(server.Client);
            done = await watcher.Until((await server.Client.LaunchOne(Specs.Short)).Id, RunStatus.Completed);
            doneCurve = await server.Client.Curve(done.Id);
            training = await server.Client.LaunchOne(Specs.Endless);
            await watcher.Watch(training.Id);
            await watcher.UntilPoints(training.Id, 100);
            before = (await server.Client.Curve(training.Id)).LastSequence;
            var (exitCode, output, error) = await WeblabCommand.Run("backup", "--store", store, "--to", file);
            after = (await server.Client.Curve(training.Id)).LastSequence;
            Assert.Equal((0, ""), (exitCode, error));
            Assert.StartsWith(file + " holds the store " + store, output, StringComparison.Ordinal);
            // The server trains on, and its database is sound.
            await watcher.UntilPoints(training.Id, after + 50);
            var (healthy, findings, _) = await WeblabCommand.Run("doctor", "--store", store);
            Assert.True(healthy == 0, findings);
        }
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        var (restored, said, wrong) = await WeblabCommand.Run("restore", file, "--store", other);
        Assert.Equal((0, ""), (restored, wrong));
        Assert.EndsWith("It was empty before.", said, StringComparison.Ordinal);
        await using var copy = await LabServer.Start(other);
        Assert.Equal(Flat(doneCurve), Flat(await copy.Client.Curve(done.Id)));
        Assert.InRange((await copy.Client.Curve(training.Id)).LastSequence, before, after);
        Assert.Equal(RunStatus.Interrupted, (await copy.Client.Run(training.Id)).Status);
    }

    [Fact]
    public async Task Restore_sets_aside_what_was_there_and_refuses_what_it_cannot_trust()
    {
        var (store, file) = (Path("store"), Path("backup.zip"));
        await using (var server = await LabServer.Start(store))
        {
            var (busy, _, refusal) = await WeblabCommand.Run("restore", file, "--store", store);
            Assert.Equal(
                (2, $"Another WebLab server is using the store {store}; stop it, or choose another folder with --store."),
                (busy, refusal)
            );
        }
        Assert.Equal(0, (await WeblabCommand.Run("backup", "--store", store, "--to", file)).ExitCode);
        var (again, _, exists) = await WeblabCommand.Run("backup", "--store", store, "--to", file);
        Assert.Equal((2, $"{file} is there already; name another file."), (again, exists));

        var whole = await File.ReadAllBytesAsync(file);
        var database = await File.ReadAllBytesAsync(System.IO.Path.Combine(store, "weblab.db"));
        foreach (var at in new[] { whole.Length / 4, whole.Length / 2, whole.Length - 10 })
        {
            var damaged = (byte[])whole.Clone();
            for (var i = at; i < Math.Min(at + 64, damaged.Length); i++)
                damaged[i] ^= 0x5a;
            await File.WriteAllBytesAsync(file, damaged);
            var (exitCode, _, sentence) = await WeblabCommand.Run("restore", file, "--store", store);
            Assert.True(
                exitCode == 2
                    && sentence.Contains(file, StringComparison.Ordinal)
                    && !sentence.Contains("   at ", StringComparison.Ordinal),
                $"{at}: {exitCode}, {sentence}"
            );
            Assert.Equal(database, await File.ReadAllBytesAsync(System.IO.Path.Combine(store, "weblab.db")));
        }
        await File.WriteAllBytesAsync(file, whole);
        var (restored, output, _) = await WeblabCommand.Run("restore", file, "--store", store);
        Assert.Equal(0, restored);
        Assert.Contains("What was there before is in ", output, StringComparison.Ordinal);
        var aside = Assert.Single(Directory.EnumerateDirectories(store, "replaced-*"));
        Assert.Equal(database, await File.ReadAllBytesAsync(System.IO.Path.Combine(aside, "weblab.db")));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static IEnumerable<(Metric, int, float)> Flat(Curve curve) =>
        curve.Series.SelectMany(series => series.Steps.Zip(series.Last, (step, value) => (series.Metric, step, value)));

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);
}
