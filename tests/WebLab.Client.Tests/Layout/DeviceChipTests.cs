using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Layout;
using WebLab.Client.Live;
using WebLab.Client.Tests.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Tests.Layout;

public sealed class DeviceChipTests : PageTest
{
    [Fact]
    public async Task Asks_again_until_the_worker_of_a_run_that_has_ended_has_left_its_device()
    {
        var run = RunMaker.Run("None");
        // The end is told before the worker has gone: the answer to it still says busy, and no other event follows.
        var (hasEnded, askedSince) = (false, 0);
        Lab.Answer(
            $"GET {ApiRoutes.Devices}",
            _ =>
            {
                var isBusy = !Volatile.Read(ref hasEnded) || Interlocked.Increment(ref askedSince) == 1;
                return Task.FromResult(SmallLab.Json(new[] { Cpu with { RunId = isBusy ? run.Id : null } }));
            }
        );
        await Services.GetRequiredService<LiveConnection>().Start();
        // Four seconds of silence are a lost line, and what is read again then would hide that nothing was asked.
        var second = TimeSpan.FromSeconds(1);
        await using var line = TimeProvider.System.CreateTimer(state => Lab.Browsers.RunDeleted(Guid.Empty), null, second, second);
        var chip = Render<DeviceChip>();
        chip.WaitForAssertion(() => Assert.Equal("1 run at work", chip.Find(".device b").TextContent));
        Volatile.Write(ref hasEnded, true);
        await Lab.Browsers.RunChanged(run with { Status = RunStatus.Completed });
        chip.WaitForAssertion(() => Assert.Equal("idle", chip.Find(".device b").TextContent));
    }
}
