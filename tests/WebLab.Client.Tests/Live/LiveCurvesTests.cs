using Microsoft.AspNetCore.Http;
using WebLab.Client.Live;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using static WebLab.Client.Tests.Live.Points;

namespace WebLab.Client.Tests.Live;

public sealed class LiveCurvesTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Guid _run = Guid.NewGuid();
    private SmallLab _lab = null!;
    private LiveConnection _connection = null!;
    private LiveCurves _curves = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = await SmallLab.StartAsync();
        _connection = new(_lab.Origin, TimeProvider.System);
        _curves = new(_connection, new(new() { BaseAddress = _lab.Origin }));
        await _connection.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _curves.DisposeAsync();
        await _connection.DisposeAsync();
        await _lab.DisposeAsync();
    }

    [Fact]
    public async Task Points_that_come_before_the_stored_curve_are_drawn_after_it_and_once()
    {
        var answer = new TaskCompletionSource<Curve>();
        _lab.Answer($"POST {ApiRoutes.Curves}", async _ => Packed(await answer.Task));
        var opened = _curves.Open([_run]);
        Assert.Equal([_run], await _lab.Watches.NextAsync());
        var arrived = Next();
        await _lab.Browsers.Points([new(_run, Batch(2, 4))]);
        await Pushed();
        answer.SetResult(Stored(_run, 3));
        await opened;
        Assert.Equal([1, 2, 3, 4], Steps());
        Assert.False(arrived.IsCompleted);
        await _lab.Browsers.Points([new(_run, Batch(4, 5))]);
        var fresh = Assert.Single(await arrived);
        Assert.Equal([5], fresh.Points.Steps);
        Assert.Equal([1, 2, 3, 4, 5], Steps());
    }

    [Fact]
    public async Task A_gap_is_filled_from_the_store()
    {
        var stored = 2;
        _lab.Answer($"POST {ApiRoutes.Curves}", _ => Task.FromResult(Packed(Stored(_run, stored))));
        await _curves.Open([_run]);
        stored = 6;
        var loaded = NextLoad();
        await _lab.Browsers.Points([new(_run, Batch(5, 6))]);
        await loaded;
        Assert.Equal([1, 2, 3, 4, 5, 6], Steps());
    }

    [Fact]
    public async Task A_curve_that_cannot_be_read_is_told()
    {
        var told = new TaskCompletionSource<string>();
        _curves.Failed += told.SetResult;
        await _curves.Open([_run]);
        Assert.Equal("There is no such thing here; it may have been deleted.", await told.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_run_that_is_gone_is_told()
    {
        var told = new TaskCompletionSource<string>();
        _curves.Failed += told.SetResult;
        _lab.Answer($"POST {ApiRoutes.Curves}", _ => Task.FromResult(Results.Bytes([], CurvePack.MediaType)));
        await _curves.Open([_run]);
        Assert.Equal($"There is no run {_run} here; it may have been deleted.", await told.Task.WaitAsync(Patience));
    }

    private List<int> Steps() => _curves.All[_run].Metrics[Metric.StepLoss].Steps;

    private Task<IReadOnlyList<CurveDelta>> Next()
    {
        var next = new TaskCompletionSource<IReadOnlyList<CurveDelta>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _curves.Arrived += deltas => next.TrySetResult(deltas);
        return next.Task.WaitAsync(Patience);
    }

    private Task NextLoad()
    {
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _curves.Loaded += _ => next.TrySetResult();
        return next.Task.WaitAsync(Patience);
    }

    // The hub keeps its order: when this has come, what was pushed before it has.
    private async Task Pushed()
    {
        var come = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Come(Guid _) => come.TrySetResult();
        _connection.RunDeleted += Come;
        await _lab.Browsers.RunDeleted(Guid.Empty);
        await come.Task.WaitAsync(Patience);
        _connection.RunDeleted -= Come;
    }
}
