using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Data.Examples;
using WebLab.Training.Tests.Commands;

namespace WebLab.Training.Tests.LabExtensions;

[Trait("Speed", "Slow")]
public sealed class ExtensionLoaderTests : IDisposable
{
    private const string Sample = "WebLab.Sample",
        Network = "sample-pooled-mlp";

    private readonly string _folder = Directory.CreateTempSubdirectory("weblab-extensions").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Networks_corruptions_losses_and_analyses_of_an_extension_are_described_with_its_name_and_version()
    {
        Put(Sample);
        var catalogue = await Describe();
        Assert.Equal([new ExtensionInfo(Sample, "1.2.0.0", null)], catalogue.Extensions);
        var network = Assert.Single(catalogue.Networks, network => network.Extension is not null);
        Assert.Equal(
            (Network, Sample, "places,width"),
            (network.Id, network.Extension, string.Join(',', network.Fields.Select(field => field.Name)))
        );
        Assert.Equal((3 * 7 * 7 + 1) * 64 + 65 * 10, network.Parameters);
        var corruption = Assert.Single(catalogue.Corruptions, corruption => corruption.Extension is not null);
        Assert.Equal(
            ("sample-one-class", Sample, "noise-rate,to-class"),
            (corruption.Id, corruption.Extension, string.Join(',', corruption.Fields.Select(field => field.Name)))
        );
        var loss = Assert.Single(catalogue.Losses, loss => loss.Extension is not null);
        Assert.Equal(
            ("sample-focal", Sample, "focal-gamma"),
            (loss.Id, loss.Extension, string.Join(',', loss.Fields.Select(field => field.Name)))
        );
        var job = Assert.Single(catalogue.Jobs, job => job.Extension is not null);
        Assert.Equal(
            ("sample-class-counts", Sample, true, false, "rare-below"),
            (job.Id, job.Extension, job.IsAnalysis, job.CanPause, string.Join(',', job.Fields.Select(field => field.Name)))
        );
    }

    [Fact]
    public async Task Loss_of_an_extension_is_trained_on_with_its_own_fields_and_checked_by_their_ranges()
    {
        Put(Sample);
        string[] training = ["train", "--train-size", "50", "--test-size", "20", "--batch-size", "25", "--epochs", "1"];
        var run = await WeblabProcess.RunWith(_folder, [.. training, "--loss", "sample-focal", "--focal-gamma", "2"]);
        Assert.Equal((0, ""), (run.ExitCode, string.Join('\n', run.Errors)));
        var refused = await WeblabProcess.RunWith(_folder, [.. training, "--loss", "sample-focal", "--focal-gamma", "11"]);
        Assert.Equal(2, refused.ExitCode);
        var said = string.Join('\n', refused.Errors);
        Assert.Contains("loss.focalGamma must be a number from 0 to 10; it was 11.", said, StringComparison.Ordinal);
    }

    /// <summary>Its compiler left out the reference to the trainer, of which it uses nothing.</summary>
    [Fact]
    public async Task A_library_of_one_record_is_loaded_and_recorded_with()
    {
        Put("WebLab.SampleRecord", Built.SampleRecord);
        Assert.Equal([new ExtensionInfo("WebLab.SampleRecord", "1.0.0.0", null)], (await Describe()).Extensions);
        using var records = new TemporaryFolder("weblab-records-");
        string[] training = ["train", "--train-size", "50", "--test-size", "20", "--batch-size", "25", "--epochs", "1"];
        var run = await WeblabProcess.RunWith(_folder, [.. training, "--record", records.Path]);
        Assert.Equal((0, ""), (run.ExitCode, string.Join('\n', run.Errors)));
        var kept = ExampleFile.OpenWhole(Assert.Single(Directory.GetFiles(records.Path, "*sample-entropy*")));
        var entropies = kept.Read(Assert.Single(kept.Evaluations)).Numbers(0);
        Assert.Equal(50, entropies.Length);
        Assert.All(entropies, entropy => Assert.InRange(entropy, 1e-6, Math.Log(10) + 1e-6));
    }

    [Fact]
    public async Task Without_extensions_the_folder_may_be_absent()
    {
        Directory.Delete(_folder);
        Assert.Empty((await Describe()).Extensions);
        Directory.CreateDirectory(_folder);
        Assert.Empty((await Describe()).Extensions);
    }

    [Fact]
    public async Task What_does_not_load_is_told_in_a_sentence_and_the_rest_works()
    {
        Put(Sample);
        File.WriteAllText(Path.Combine(_folder, "Broken.dll"), "not a library");
        // The same ids again, and libraries that the trainer has itself.
        Put("Twice");
        File.Copy(typeof(Trainer).Assembly.Location, Path.Combine(_folder, "WebLab.Training.dll"));
        var catalogue = await Describe();
        Assert.Equal(["Broken", "Twice", Sample], catalogue.Extensions.Select(extension => extension.Name));
        Assert.Equal("The extension Broken could not be loaded: it is no .NET library, or a damaged one.", catalogue.Extensions[0].Problem);
        Assert.Single(catalogue.Networks, network => network.Id == Network);
        Assert.Single(catalogue.Extensions, extension => extension.Problem is null);
        Assert.All(catalogue.Extensions, extension => Assert.DoesNotMatch("\n|\\.\\.$", extension.Problem ?? ""));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_others_may_write_is_not_loaded(bool folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        Put(Sample);
        var open = folder ? _folder : Path.Combine(_folder, Sample + ".dll");
        File.SetUnixFileMode(open, File.GetUnixFileMode(open) | UnixFileMode.GroupWrite);
        var catalogue = await Describe();
        Assert.Matches(@"is not loaded: others may write it \(mode \d+\); chmod go-w ", Assert.Single(catalogue.Extensions).Problem);
        Assert.DoesNotContain(catalogue.Networks, network => network.Extension is not null);
    }

    private void Put(string name, string? library = null)
    {
        var path = Path.Combine(_folder, name + ".dll");
        File.Copy(library ?? Built.Sample, path);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private async Task<CatalogueInfo> Describe()
    {
        var run = await WeblabProcess.RunWith(_folder, "worker", "describe");
        Assert.Equal((0, ""), (run.ExitCode, string.Join('\n', run.Errors)));
        return JsonSerializer.Deserialize<CatalogueInfo>(Assert.Single(run.Output), LabJson.Options)!;
    }
}
