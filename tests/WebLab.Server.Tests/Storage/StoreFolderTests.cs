using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Storage;

public sealed class StoreFolderTests(SharedLab lab)
{
    [Fact]
    public async Task Second_server_on_the_same_store_refuses_with_one_sentence()
    {
        var (exitCode, output) = await LabServer.Refused(lab.Server.Store);
        Assert.Equal(2, exitCode);
        // Before it, the framework may warn that a built tree has no published site.
        Assert.EndsWith(
            $"Another WebLab server is using the store {lab.Server.Store}; stop it, or choose another folder with --store.",
            output,
            StringComparison.Ordinal
        );
    }
}
