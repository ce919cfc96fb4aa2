using System.Reflection.Emit;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Data.Corruption;
using WebLab.Training.Tests.Commands;
using static WebLab.Testing.EmittedLibrary;

namespace WebLab.Training.Tests.LabExtensions;

[Trait("Speed", "Slow")]
public sealed class ExtensionTrialsTests
{
    /// <summary>Each of them once was the end of every command, or of the answer.</summary>
    [Fact]
    public async Task What_crashes_hangs_or_ends_its_process_is_left_out_with_its_reason_and_what_talks_is_taken()
    {
        using var folder = new TemporaryFolder("weblab-extensions-");
        var id = typeof(CorruptionDescriptor).GetProperty(nameof(CorruptionDescriptor.Id))!.GetMethod!;
        Write(folder, "Deep", Recurse(id));
        Write(folder, "Hanging", Hang);
        Write(folder, "Leaving", Leave);
        Write(folder, "Talking", Saying("{", Text("talking")));

        var run = await WeblabProcess.RunWith(folder.Path, "worker", "describe", "--patience", "15");

        Assert.Equal((0, ""), (run.ExitCode, string.Join('\n', run.Errors)));
        var catalogue = JsonSerializer.Deserialize<CatalogueInfo>(Assert.Single(run.Output), LabJson.Options)!;
        Assert.Equal(["Deep", "Hanging", "Leaving", "Talking"], catalogue.Extensions.Select(extension => extension.Name));
        var said = catalogue.Extensions.Select(extension => extension.Problem).ToList();
        Assert.Matches(
            "^The extension Deep could not be loaded: it ended the trainer that asked it what it brings, with exit code -?[0-9]+: "
                + "Stack overflow\\.$",
            said[0]
        );
        Assert.Equal("The extension Hanging could not be loaded: it does not say what it brings within 15 s.", said[1]);
        Assert.Equal(
            "The extension Leaving could not be loaded: it ended the trainer that asked it what it brings, with exit code 7.",
            said[2]
        );
        Assert.Null(said[3]);
        Assert.Equal("talking", Assert.Single(catalogue.Corruptions, each => each.Extension is not null).Id);
        Assert.Contains(catalogue.Networks, network => network.Id == "linear");
    }

    private static void Write(TemporaryFolder folder, string name, Action<ILGenerator> id) =>
        EmittedLibrary.Write(folder.File(name + ".dll"), typeof(LabelCorruption), new() { ["Id"] = id });
}
