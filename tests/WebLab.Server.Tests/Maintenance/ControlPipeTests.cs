using System.IO.Pipes;
using Microsoft.Extensions.Logging.Abstractions;
using WebLab.Server.Maintenance;
using WebLab.Server.Tests.Storage;

namespace WebLab.Server.Tests.Maintenance;

public sealed class ControlPipeTests
{
    [Trait("Speed", "Slow")]
    [Fact]
    public async Task A_command_that_says_nothing_does_not_keep_the_next_one_out()
    {
        using var store = new TemporaryStore();
        using var server = new ControlPipe(store.Database, store.Folder, TimeProvider.System, NullLogger<ControlPipe>.Instance);
        await server.StartAsync(TestContext.Current.CancellationToken);
        await using var silent = new NamedPipeClientStream(
            ".",
            ControlPipe.NameOf(store.Folder),
            PipeDirection.InOut,
            PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly
        );
        await silent.ConnectAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var answer = await ControlPipe.Send(store.Folder.Root, new()).Within(TimeSpan.FromSeconds(60), () => "an answer to the second");
        Assert.Null(answer.Problem);
        Assert.NotEmpty(answer.Findings!);
        await server.StopAsync(TestContext.Current.CancellationToken);
    }
}
