using WebLab.Server.Storage;
using WebLab.Server.Workers;

namespace WebLab.Server.Tests.Workers;

public sealed class WorkerLaunchersTests
{
    [Fact]
    public void Name_that_two_launchers_have_stops_the_server_with_one_sentence()
    {
        using var folder = new TemporaryFolder("weblab-store-");
        using var store = new StoreFolder(folder.Path);
        var error = Assert.Throws<StartupException>(() => new WorkerLaunchers([new PlayedLauncher(), new PlayedLauncher()], store));
        Assert.Equal(
            "The launcher name played is given to PlayedLauncher and to PlayedLauncher; each launcher needs a name of its own.",
            error.Message
        );
    }
}
