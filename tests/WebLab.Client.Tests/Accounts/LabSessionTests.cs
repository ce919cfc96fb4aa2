using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Accounts;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;

namespace WebLab.Client.Tests.Accounts;

/// <summary>What a visit waits for before it shows a page.</summary>
public sealed class LabSessionTests : PageTest
{
    private readonly TaskCompletionSource<IResult> _datasets = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LabSession Session => Services.GetRequiredService<LabSession>();

    [Fact]
    public async Task The_page_that_a_visit_begins_with_waits_for_no_data_set_and_the_next_one_does()
    {
        Serve();
        await Session.Load(isKnownFirst: false);
        Assert.True(Session.IsIn);
        Assert.False(Session.Known.IsCompleted);
        _datasets.SetResult(SmallLab.Json(Sets));
        await Session.Known;
    }

    [Fact]
    public async Task Any_other_page_waits_for_the_data_sets()
    {
        Serve();
        var loaded = Session.Load();
        Assert.False(Session.IsIn);
        _datasets.SetResult(SmallLab.Json(Sets));
        await loaded;
        Assert.True(Session.IsIn);
    }

    [Fact]
    public async Task Data_sets_that_cannot_be_read_keep_nobody_out()
    {
        Serve();
        _datasets.SetResult(Results.StatusCode(502));
        await Session.Load();
        Assert.True(Session.IsIn);
        Assert.True(Session.Known.IsCompletedSuccessfully);
    }

    private void Serve()
    {
        Lab.Answer($"GET {ApiRoutes.Session}", new SessionInfo(IsSingleUser: true, IsSetUp: true));
        Lab.Answer($"GET {ApiRoutes.Datasets}", _ => _datasets.Task);
    }
}
