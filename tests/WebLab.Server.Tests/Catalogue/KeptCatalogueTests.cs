using WebLab.Contracts.Catalogue;
using WebLab.Server.Catalogue;

namespace WebLab.Server.Tests.Catalogue;

public sealed class KeptCatalogueTests : IDisposable
{
    private static readonly CatalogueInfo Said = new()
    {
        Corruptions = [],
        Networks = [],
        Extensions = [new("Own", "1.2.0.0", null)],
    };

    private readonly TemporaryFolder _folder = new("weblab-catalogue-");
    private readonly string _program,
        _extensions,
        _kept;

    public KeptCatalogueTests()
    {
        _program = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Path, "worker")).FullName, "WebLab.Training.dll");
        _extensions = Directory.CreateDirectory(Path.Combine(_folder.Path, "extensions")).FullName;
        _kept = Path.Combine(_folder.Path, "catalogue.json");
        File.WriteAllText(_program, "the first build");
        File.WriteAllText(Path.Combine(_extensions, "Own.dll"), "1.2");
        Open().Write(Said);
    }

    [Fact]
    public void What_the_same_build_said_of_the_same_extensions_is_not_asked_again() =>
        Assert.Equal(Said.Extensions, Open().Read()!.Extensions);

    [Theory]
    [InlineData("a new build")]
    [InlineData("a library built anew")]
    [InlineData("another version of an extension")]
    [InlineData("one more extension")]
    [InlineData("an extension taken away")]
    [InlineData("an extension that others may write")]
    [InlineData("a damaged file")]
    public void It_is_asked_anew_after(string change)
    {
        var own = Path.Combine(_extensions, "Own.dll");
        switch (change)
        {
            case "a new build":
                File.WriteAllText(_program, "another build");
                break;
            case "a library built anew":
                File.WriteAllText(Path.Combine(Path.GetDirectoryName(_program)!, "WebLab.Data.dll"), "");
                break;
            case "another version of an extension":
                File.SetLastWriteTimeUtc(own, DateTime.UnixEpoch);
                break;
            case "one more extension":
                File.WriteAllText(Path.Combine(_extensions, "More.dll"), "");
                break;
            case "an extension taken away":
                File.Delete(own);
                break;
            case "an extension that others may write" when !OperatingSystem.IsWindows():
                File.SetUnixFileMode(own, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);
                break;
            default:
                File.WriteAllText(_kept, "{");
                break;
        }
        Assert.Null(Open().Read());
    }

    public void Dispose() => _folder.Dispose();

    private KeptCatalogue Open() => new(_kept, _program, _extensions);
}
