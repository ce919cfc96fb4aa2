using Microsoft.AspNetCore.Builder;
using WebLab.Server.Clusters;
using WebLab.Server.Storage;
using WebLab.Server.Workers;

namespace WebLab.Server.Tests.Workers;

public sealed class WorkerLaunchersTests
{
    [Fact]
    public void Every_place_to_run_is_found_by_its_type_and_this_machine_is_the_first()
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddWorkers();
        var types = builder.Services.Select(service => service.ServiceType).ToList();
        var launchers = types.Where(type => type.IsClass && type.IsAssignableTo(typeof(IWorkerLauncher))).ToList();
        Assert.Equal(typeof(LocalLauncher), launchers[0]);
        Assert.Contains(typeof(SlurmLauncher), launchers);
        Assert.Equal(launchers.Count, types.Count(type => type == typeof(IWorkerLauncher)));
    }

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
